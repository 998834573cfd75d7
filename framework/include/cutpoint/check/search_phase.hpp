#pragma once

#include <cstdint>
#include <string_view>

namespace cutpoint {

/// The parts of a search, in their order.
enum class search_phase : std::uint8_t { replay, baseline, sweep, depth, exhaustive, random };

/// Returns: the phase in words, as reports print it: "sweep in depth".
std::string_view name_of(search_phase phase);

}  // namespace cutpoint
