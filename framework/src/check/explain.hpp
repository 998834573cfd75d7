#pragma once

#include "shared_state.hpp"

#include <cutpoint/check/explanation.hpp>
#include <cutpoint/check/options.hpp>
#include <cutpoint/check/report.hpp>
#include <cutpoint/program/program.hpp>

namespace cutpoint {

/// Makes runs that are like the one of `f` but for one deviation, to tell what matters in it.
///
/// A run that kills its worker is an answer like another, and the next worker goes on behind it. Of
/// a death that takes long, such as a hang, only what happens without each deviation is tried.
/// Nothing is tried for what is not deterministic, nor where nothing deviates, nor for a death in
/// this process.
explanation explain(const program& checked, const options& wanted, const explained_finding& f,
                    shared_state& state);

}  // namespace cutpoint
