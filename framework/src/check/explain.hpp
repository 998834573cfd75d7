#pragma once

#include "shared_state.hpp"

#include <cutpoint/check/explanation.hpp>
#include <cutpoint/check/options.hpp>
#include <cutpoint/check/report.hpp>
#include <cutpoint/program/program.hpp>

namespace cutpoint {

/// Makes runs that are like the one of `f` but for one deviation, to tell what matters in it.
///
/// Nothing is tried for a death, where each of these runs might take a process, nor for what is not
/// deterministic, nor where nothing deviates. A run that kills the worker ends it early.
explanation explain(const program& checked, const options& wanted, const explained_finding& f,
                    shared_state& state);

}  // namespace cutpoint
