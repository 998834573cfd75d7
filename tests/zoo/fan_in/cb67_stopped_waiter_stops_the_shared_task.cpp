// CB67. Requests of vllm-omni, Python: vllm-project/vllm-omni#7070.
//
// Several requests await one shared task. Cancelling a task of asyncio cancels what it awaits, so
// one client that leaves takes the work away from all the others.
//
// Promise: a stop of one client makes no other one fail.

#include "zoo/exhibit.hpp"

#include <cutpoint/fiber.hpp>

#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace cutpoint::zoo {
namespace {

class shared_task {
 public:
  enum class stopped_waiter { stops_the_task, only_leaves };
  explicit shared_task(stopped_waiter what) : what_(what) {}

  void start() {
    task_ = spawn("inference", [this, ended = std::make_unique<ending>(*this)] {
      await(yield("inference"));
      answered_ = true;
    });
  }

  /// Returns: false where the task was stopped before it had the answer.
  bool wait() {
    if (!ended_) {
      waiting_.push_back(this_task::self());
      waiter hooks(*this, this_task::self());
      await(park("answer.wait", hooks));
    }
    return answered_;
  }
  bool stopped_by_a_waiter() const { return stopped_by_a_waiter_; }

 private:
  // Goes with the task, however that ends, even without having run.
  struct ending {
    explicit ending(shared_task& of_) : of(of_) {}
    ~ending() {
      of.ended_ = true;
      for (const task_ref t : std::exchange(of.waiting_, {})) wake(t);
    }
    ending(const ending&) = delete;
    ending& operator=(const ending&) = delete;
    shared_task& of;
  };
  struct waiter {
    waiter(shared_task& in_, task_ref self_) : in(&in_), self(self_) {}
    void withdraw() noexcept {
      std::erase(in->waiting_, self);
      if (in->what_ == stopped_waiter::only_leaves) return;
      in->stopped_by_a_waiter_ = true;
      in->task_->stop();
    }
    shared_task* in;
    task_ref self;
  };

  stopped_waiter what_;
  bool answered_ = false;
  bool ended_ = false;
  bool stopped_by_a_waiter_ = false;
  std::vector<task_ref> waiting_;
  std::optional<task_handle<void>> task_;
};

program two_clients(shared_task::stopped_waiter what) {
  return make_program([what] {
    shared_task inference(what);
    bool failed_for_another = false;
    const auto apart =
        at_end("no client fails for another's stop", [&] { return !failed_for_another; });
    const auto ask = [&] {
      if (!inference.wait() && inference.stopped_by_a_waiter()) failed_for_another = true;
    };
    auto client = spawn("client", ask);
    inference.start();
    ask();
    await(client.join());
  });
}

const on_show cb67({
    .id = "CB67",
    .title = "stopping one waiter of a shared task stops the task for all",
    .expected = {.tasks = 3, .stops = 1, .reorders = 0},
    .complaint = {.by = oracle::invariant,
                  .subject = "no client fails for another's stop",
                  .task = {}},
    .buggy = two_clients(shared_task::stopped_waiter::stops_the_task),
    .fixed = two_clients(shared_task::stopped_waiter::only_leaves),
});

}  // namespace
}  // namespace cutpoint::zoo
