#pragma once

#include <cutpoint/trace/label.hpp>

#include <cstdint>
#include <source_location>

namespace cutpoint {

/// Returns: a number below `count` that the search chooses; 0 where nothing is out of the ordinary.
/// Choices: one. Requires: `count` > 0.
std::uint32_t choose(std::uint32_t count, label what = "choose",
                     std::source_location where = std::source_location::current());

}  // namespace cutpoint
