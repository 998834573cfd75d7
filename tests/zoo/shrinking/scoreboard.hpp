#pragma once

#include "zoo/shrinking/measure.hpp"

#include <span>
#include <string>
#include <vector>

namespace cutpoint::shrinking {

/// The share of starts that are proved within this time is what the goal is about.
inline constexpr double soon = 1;

/// Returns: the head of a table in Markdown.
std::string titles();
/// Returns: the line of one program.
std::string line_of(const sample& s);
/// Returns: the line of all programs together.
std::string line_of(std::span<const sample> all);
/// Returns: the figures of the goals, over all starts together and program by program, in
/// sentences.
std::string summary_of(std::span<const sample> all);
/// Returns: the goals that are missed, a sentence each.
std::vector<std::string> shortcomings(std::span<const sample> all);

}  // namespace cutpoint::shrinking
