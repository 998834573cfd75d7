// CB72. folly::coro::timeout, C++: facebook/folly@d143e2c80.
//
// The timer cancels the inner operation and only then signals that it has fired. The cancelled
// completion overtakes the signal, so the caller is told of a cancellation, though nobody cancelled
// anything.
//
// Promise: where nobody else cancels, the result is a value or a time-out.

#include "zoo/exhibit.hpp"

#include <cutpoint/coroutine.hpp>

#include <chrono>

namespace cutpoint::zoo {
namespace {

using namespace std::chrono_literals;

enum class timer_first { cancels, signals };
enum class result { none, value, time_out, cancellation };

task<void> ask(const bool& fired, result& came) {
  try {
    co_await sleep_for(1s, "reply");
    came = result::value;
  } catch (const cancelled&) {
    this_task::acknowledge_stop();
    came = fired ? result::time_out : result::cancellation;
  }
}

task<void> ask_with_timeout(timer_first what) {
  bool fired = false;
  result came = result::none;
  const auto told_right =
      at_end("a result is a value or a time-out", [&] { return came != result::cancellation; });
  auto caller = spawn("caller", [&] { return ask(fired, came); });
  co_await sleep_for(2s, "timer");
  if (what == timer_first::signals) fired = true;
  caller.stop();
  // The timer has a thread of its own, which the caller's may overtake here.
  co_await yield("timer.thread");
  fired = true;
  co_await caller.join();
}

program request_with_timeout(timer_first what) {
  return make_program([what] { return ask_with_timeout(what); });
}

const on_show cb72({
    .id = "CB72",
    .title = "a time-out cancels before it records that it fired",
    .expected = {.tasks = 2, .stops = 1, .reorders = 1},
    .complaint = {.by = oracle::invariant,
                  .subject = "a result is a value or a time-out",
                  .task = {}},
    .buggy = request_with_timeout(timer_first::cancels),
    .fixed = request_with_timeout(timer_first::signals),
    // The stop is the timer's own; one from outside is a token that nobody here reads.
    .declares = {.modes = {stop_mode::request}},
});

}  // namespace
}  // namespace cutpoint::zoo
