#pragma once

#include <cutpoint/report/summary.hpp>

#include <vector>

namespace cutpoint {

/// Returns: who waits for whom, as the notes of a deadlock say it; of other findings nothing.
std::vector<endless_wait> waits_in(const finding& f);

}  // namespace cutpoint
