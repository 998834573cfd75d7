#pragma once

#include "candidate.hpp"
#include "shared_state.hpp"

#include <cutpoint/check/options.hpp>
#include <cutpoint/check/report.hpp>
#include <cutpoint/program/program.hpp>

namespace cutpoint {

/// Returns: `wanted`, for who has interrupted a check and does not want to wait for small runs.
options in_a_last_moment(options wanted);

/// Makes the run of `c` again, recorded, shrinks it, and makes the smallest one twice. Returns: the
/// finding with its story; one of the oracle "not deterministic" where two runs of the same choices
/// differ or the complaint is gone.
explained_finding confirm(const program& checked, const options& wanted, const candidate& c,
                          shared_state& state);

}  // namespace cutpoint
