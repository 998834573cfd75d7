// CB75. Scheduler of esphome, C++: esphome/esphome#9788.
//
// A retry is cancelled while its handler runs. Cancelling removes what is scheduled, which is
// nothing at that moment; the handler then returns, and the next attempt is scheduled.
//
// Promise: nothing runs after its cancel has returned.

#include "zoo/exhibit.hpp"

#include <cutpoint/fiber.hpp>

#include <chrono>

namespace cutpoint::zoo {
namespace {

using namespace std::chrono_literals;

class retry {
 public:
  enum class cancel_while_running { is_lost, is_marked };
  explicit retry(cancel_while_running what) : what_(what) {}

  void run(int attempts) {
    while (scheduled_ && attempts-- > 0) {
      scheduled_ = false;
      attempt();
      if (!marked_) schedule();
    }
  }

  void cancel() {
    scheduled_ = false;
    marked_ = what_ == cancel_while_running::is_marked;
    cancelled_ = true;
  }
  bool ran_after_cancel() const { return ran_after_cancel_; }

 private:
  void attempt() {
    ran_after_cancel_ = cancelled_;
    await(yield("retry.attempt"));
  }
  void schedule() {
    scheduled_ = true;
    await(sleep_for(1ms, "retry.next"));
  }

  cancel_while_running what_;
  bool scheduled_ = true;
  bool marked_ = false;
  bool cancelled_ = false;
  bool ran_after_cancel_ = false;
};

program two_attempts(retry::cancel_while_running what) {
  return make_program([what] {
    retry connecting(what);
    const auto over =
        at_end("nothing runs after its cancel", [&] { return !connecting.ran_after_cancel(); });
    const stop_callback on_stop([&] { connecting.cancel(); });
    connecting.run(2);
  });
}

const on_show cb75({
    .id = "CB75",
    .title = "a retry that is cancelled while its handler runs re-arms itself",
    .expected = {.tasks = 2, .stops = 1, .reorders = 0},
    .complaint = {.by = oracle::invariant, .subject = "nothing runs after its cancel", .task = {}},
    .buggy = two_attempts(retry::cancel_while_running::is_lost),
    .fixed = two_attempts(retry::cancel_while_running::is_marked),
    .declares = {.modes = {stop_mode::request}},
});

}  // namespace
}  // namespace cutpoint::zoo
