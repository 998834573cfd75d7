// CB39. asyncio.TaskGroup, Python: python/cpython#116720.
//
// A child of an inner group fails, so the group cancels its host; a child of the outer group fails
// before the host has run, so the outer group cancels it, too. The host hears of it once. The inner
// group reports its child's error alone, the outer request is lost, and the host goes on between
// the ends of the two groups.
//
// Promise: once a group has cancelled its host, what stands in its body does not go on.

#include "zoo/exhibit.hpp"

#include <cutpoint/fiber.hpp>

#include <chrono>
#include <functional>
#include <stdexcept>
#include <utility>
#include <vector>

namespace cutpoint::zoo {
namespace {

using namespace std::chrono_literals;

/// The task in which groups are entered: counts the requests to stop it.
class host {
 public:
  void cancel() {
    ++requests_;
    cancel_again();
  }
  void cancel_again() { this_kernel().stop(self_.get(), stop_mode::edge); }
  /// Returns: how many requests are left.
  int uncancel() { return --requests_; }

 private:
  task_ref self_ = this_task::self();
  int requests_ = 0;
};

class task_group {
 public:
  enum class error_and_stop { reports_the_error, reissues_the_stop };
  task_group(host& in, error_and_stop what) : host_(in), what_(what) {}

  void spawn_failing(task_name name, int steps) {
    children_.push_back(spawn(name, [this, steps] {
      for (int i = 0; i < steps; ++i) await(yield("child.work"));
      child_failed();
    }));
  }

  void run(const std::function<void()>& body) {
    bool stopped = !goes_through(body);
    for (auto& child : children_)
      while (!child.ended())
        if (!goes_through([&child] { await(child.join()); })) stopped = true;
    if (cancelled_host_ && host_.uncancel() == 0) {
      this_task::acknowledge_stop();
      stopped = false;
    }
    if (failed_ && stopped && what_ == error_and_stop::reissues_the_stop) host_.cancel_again();
    if (failed_) throw std::runtime_error("a child failed");
    if (stopped) throw cancelled();
  }
  bool has_cancelled_its_host() const { return cancelled_host_; }

 private:
  bool goes_through(const std::function<void()>& wait) {
    try {
      wait();
      return true;
    } catch (const cancelled&) {
      abort();
      return false;
    }
  }
  void child_failed() {
    failed_ = true;
    if (aborting_) return;
    abort();
    cancelled_host_ = true;
    host_.cancel();
  }
  void abort() {
    if (std::exchange(aborting_, true)) return;
    for (auto& child : children_)
      if (child.ref() != this_task::self()) child.stop();
  }

  host& host_;
  error_and_stop what_;
  bool failed_ = false;
  bool aborting_ = false;
  bool cancelled_host_ = false;
  std::vector<task_handle<void>> children_;
};

program both_groups_fail(task_group::error_and_stop what) {
  return make_program([what] {
    host self;
    task_group outer(self, what);
    bool went_on = false;
    const auto held_up =
        at_end("a cancelled host does not go on between the groups", [&] { return !went_on; });
    try {
      outer.run([&] {
        outer.spawn_failing("outer", 2);
        try {
          task_group inner(self, what);
          inner.run([&] {
            inner.spawn_failing("inner", 0);
            await(sleep_for(1s, "inner.body"));
          });
        } catch (const std::exception&) {
        }
        await(yield("between"));
        went_on = outer.has_cancelled_its_host();
      });
    } catch (const std::exception&) {
    }
  });
}

const on_show cb39({
    .id = "CB39",
    .title = "a child's error in an inner group hides that the outer group cancelled the host",
    .expected = {.tasks = 3, .stops = 2, .reorders = 1},
    .complaint = {.by = oracle::invariant,
                  .subject = "a cancelled host does not go on between the groups",
                  .task = {}},
    .buggy = both_groups_fail(task_group::error_and_stop::reports_the_error),
    .fixed = both_groups_fail(task_group::error_and_stop::reissues_the_stop),
});

}  // namespace
}  // namespace cutpoint::zoo
