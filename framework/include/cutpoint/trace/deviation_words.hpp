#pragma once

#include <cutpoint/trace/deviation.hpp>

#include <cstddef>
#include <string>
#include <vector>

namespace cutpoint {

/// Returns: what a task is doing in a window: `parked on db.begin`, `ready at pool.wait#2`,
/// `before its first step`.
std::string place_in_words(window at, const std::string& operation, std::uint32_t ordinal);

/// Returns: `d` with all that tells it from others: `the stop (edge) of main/notify parked on
/// db.begin`, `letting main/two go on after main/one at lock#3`.
std::string in_words(const deviation& d);

/// Returns: deviation `i` of `all` by its kind, and by its task where there are others of that
/// kind: `the stop`, `the stop of main/notify`.
std::string in_short(const std::vector<deviation>& all, std::size_t i);

}  // namespace cutpoint
