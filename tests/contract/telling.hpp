#pragma once

#include "contract/support.hpp"

#include <cutpoint/kernel/cancelled.hpp>
#include <cutpoint/program/awaitable.hpp>
#include <cutpoint/program/this_task.hpp>
#include <cutpoint/program/yield.hpp>
#include <cutpoint/trace/outcome.hpp>

#include <string>
#include <type_traits>
#include <utility>

namespace cutpoint::contract {

/// Awaits `x`, on a fiber, and tells how the wait ends.
template <class Awaitable>
auto tell_wait(story& tell, std::string at, Awaitable&& x) {
  try {
    if constexpr (std::is_void_v<decltype(await(std::forward<Awaitable>(x)))>) {
      await(std::forward<Awaitable>(x));
      tell(at + ": goes on");
    } else {
      auto result = await(std::forward<Awaitable>(x));
      tell(at + ": goes on");
      return result;
    }
  } catch (const cancelled&) {
    tell(at + ": cancelled");
    throw;
  }
}

/// The second suspension of a victim, and what it knows of requests.
inline void end_of_victim(story& tell) {
  tell_wait(tell, "next", yield("next"));
  if (this_task::stop_requested()) tell("token is true");
}

template <class Result>
void tell_end(story& tell, const outcome<Result>& ended, const std::string& who = "victim") {
  if (ended.has_value()) tell(who + " ends with a value");
  if (ended.has_error()) tell(who + " ends with an error");
  if (ended.stopped()) tell(who + " ends stopped");
  if (ended.dropped()) tell(who + " ends dropped");
}

}  // namespace cutpoint::contract
