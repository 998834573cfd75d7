#pragma once

#include "contract/telling.hpp"

#include <cutpoint/coroutine/task.hpp>

#include <string>
#include <type_traits>
#include <utility>

namespace cutpoint::contract {

/// `tell_wait` for coroutines: awaits `x`, which stands in the caller's expression, and tells how
/// the wait ends.
template <class Awaitable>
auto co_tell_wait(story& tell, std::string at, Awaitable&& x)
    -> task<decltype(std::declval<Awaitable&>().await_resume())> {
  try {
    if constexpr (std::is_void_v<decltype(x.await_resume())>) {
      co_await x;
      tell(at + ": goes on");
      co_return;
    } else {
      auto result = co_await x;
      tell(at + ": goes on");
      co_return result;
    }
  } catch (const cancelled&) {
    tell(at + ": cancelled");
    throw;
  }
}

/// `end_of_victim` for coroutines.
inline task<void> co_end_of_victim(story& tell) {
  co_await co_tell_wait(tell, "next", yield("next"));
  if (this_task::stop_requested()) tell("token is true");
}

}  // namespace cutpoint::contract
