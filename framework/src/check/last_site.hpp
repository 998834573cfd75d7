#pragma once

#include <cutpoint/trace/event.hpp>

#include <span>
#include <string>
#include <string_view>

namespace cutpoint {

/// Returns: the last suspension point to which the task `path` came, with its place for display:
/// `db.begin#2 (payments.cpp:42)`; empty where it came to none.
std::string last_site(std::string_view path, std::span<const event_record> events);

}  // namespace cutpoint
