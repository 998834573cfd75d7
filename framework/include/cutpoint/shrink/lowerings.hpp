#pragma once

#include <cutpoint/shrink/failing_run.hpp>
#include <cutpoint/trace/deviation.hpp>

#include <cstddef>
#include <vector>

namespace cutpoint {

/// Returns: what could stand in place of `run.deviations[index]` in a lesser run, the boldest
/// first: an earlier use of the same site, a shorter delay, another window, another mode, a lower
/// move of the same choice, a smaller value. Whether one is lesser, only a probe tells.
std::vector<deviation> lowerings(const failing_run& run, std::size_t index);

/// Returns: whole candidates that each leave one deviation out and move another a little, since a
/// delay counts scheduling points, of which there may be more or fewer without the first. None
/// where the run has more than four deviations.
std::vector<std::vector<deviation>> removals_with_a_shift(const failing_run& run);

/// Returns: whole candidates in which several deviations are lowered at once, because one alone
/// would break what holds them together: siblings that trade places, all sites some uses earlier,
/// equal values that stay equal.
std::vector<std::vector<deviation>> joint_lowerings(const failing_run& run);

/// Returns: whole candidates in which two deviations that follow each other are replaced by one
/// that was offered where the first was taken: who would go on in the end goes on at once. None
/// where the run has more than eight deviations.
std::vector<std::vector<deviation>> merged_pairs(const failing_run& run);

}  // namespace cutpoint
