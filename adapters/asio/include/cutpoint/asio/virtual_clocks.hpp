#pragma once

#include <chrono>

namespace cutpoint::asio {

/// Returns: what `Clock::now()` is at virtual time zero, in programs that are linked with
/// `cutpoint::asio_clock`. Some way behind the epoch, so that a program may look back.
template <class Clock>
constexpr typename Clock::time_point virtual_start();

template <>
constexpr std::chrono::steady_clock::time_point virtual_start<std::chrono::steady_clock>() {
  return std::chrono::steady_clock::time_point(std::chrono::hours(1'000));
}
/// 2001-09-09T01:46:40Z.
template <>
constexpr std::chrono::system_clock::time_point virtual_start<std::chrono::system_clock>() {
  return std::chrono::system_clock::time_point(std::chrono::seconds(1'000'000'000));
}

}  // namespace cutpoint::asio
