// CB42. I/O objects of corosio, C++: cppalliance/corosio#226.
//
// `cancel()` acts on a coroutine that is parked already. Called a moment earlier it does nothing,
// and the coroutine then parks for ever.
//
// Promise: a cancel is sticky. Where nobody waits yet, it ends the next wait.

#include "zoo/exhibit.hpp"

#include <cutpoint/coroutine.hpp>

#include <optional>
#include <utility>

namespace cutpoint::zoo {
namespace {

class acceptor {
 public:
  enum class cancel_before_wait { is_lost, is_latched };
  explicit acceptor(cancel_before_wait what) : what_(what) {}

  task<void> wait() {
    if (std::exchange(cancelled_, false)) co_return;
    waiting_ = this_task::self();
    co_await park("acceptor.wait");
  }

  void cancel() {
    if (waiting_)
      wake(*std::exchange(waiting_, {}));
    else if (what_ == cancel_before_wait::is_latched)
      cancelled_ = true;
  }

 private:
  cancel_before_wait what_;
  bool cancelled_ = false;
  std::optional<task_ref> waiting_;
};

task<void> accept_and_shut_down(acceptor::cancel_before_wait what) {
  acceptor connections(what);
  auto server = spawn("server", [&] { return connections.wait(); });
  co_await yield("work");
  connections.cancel();
  co_await server.join();
}

program server_and_shutdown(acceptor::cancel_before_wait what) {
  return make_program([what] { return accept_and_shut_down(what); });
}

const on_show cb42({
    .id = "CB42",
    .title = "a cancel that comes before the wait is lost",
    .expected = {.tasks = 2, .stops = 1, .reorders = 1},
    .complaint = {.by = oracle::deadlock, .subject = "acceptor.wait", .task = "main/server"},
    .buggy = server_and_shutdown(acceptor::cancel_before_wait::is_lost),
    .fixed = server_and_shutdown(acceptor::cancel_before_wait::is_latched),
    .declares = {.modes = {stop_mode::request}},
});

}  // namespace
}  // namespace cutpoint::zoo
