// CB40. run_until_cancelled of tokio-util, Rust: tokio-rs/tokio#7462.
//
// The combinator polls the work first and the token second. Where the work is ready every time, a
// loop around it never comes to the token, even if that was cancelled before the call.
//
// Promise: a call that begins after the cancellation does not run the work.

#include "zoo/exhibit.hpp"

#include <cutpoint/coroutine.hpp>

namespace cutpoint::zoo {
namespace {

enum class token_is_read { behind_the_work, on_entry_too };

// Returns: false where the token was cancelled. Where the work is not ready the real one waits for
// both, which plays no part here.
task<bool> run_until_cancelled(event& work, token_is_read when) {
  if (when == token_is_read::on_entry_too && this_task::stop_requested()) co_return false;
  if (!work.is_set() && this_task::stop_requested()) co_return false;
  co_await work.wait();
  co_return true;
}

task<void> copy(token_is_read when) {
  event data("socket.read");
  data.set();
  // Longer than anybody who was stopped may go on.
  for (int packet = 0; packet < 20; ++packet) {
    const bool copied = co_await run_until_cancelled(data, when);
    if (!copied) co_return;
  }
}

program copy_from_a_socket_with_data(token_is_read when) {
  return make_program([when] { return copy(when); });
}

const on_show cb40({
    .id = "CB40",
    .title = "run_until_cancelled never reads the token while the work is always ready",
    .expected = {.tasks = 1, .stops = 1, .reorders = 0},
    .complaint = {.by = oracle::ignored_stop, .subject = "socket.read", .task = "main"},
    .buggy = copy_from_a_socket_with_data(token_is_read::behind_the_work),
    .fixed = copy_from_a_socket_with_data(token_is_read::on_entry_too),
    .declares = {.modes = {stop_mode::request}},
});

}  // namespace
}  // namespace cutpoint::zoo
