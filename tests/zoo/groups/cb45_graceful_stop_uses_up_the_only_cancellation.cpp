// CB45. parallel_group of Asio, C++: boostorg/asio#458, mended in chriskohlhoff/asio@744531a30.
//
// A graceful stop is broadcast to the group and counted as "cancellation already requested". One
// member honours it and completes; the group should now cancel the others for good, but the counter
// says that this was done. A member that ignores graceful stops runs on, and the group waits.
//
// Promise: when one member has completed, the group completes.

#include "zoo/exhibit.hpp"

#include <cutpoint/fiber.hpp>

#include <cstddef>
#include <optional>
#include <vector>

namespace cutpoint::zoo {
namespace {

/// Completes when one member has, and the others were cancelled.
class parallel_group {
 public:
  enum class counted { every_request, terminal_requests };
  explicit parallel_group(counted what) : what_(what) {}

  /// Returns: the index of a member that ends when it is asked at least so strongly.
  std::size_t add(stop_strength honours) {
    members_.push_back({.honours = honours});
    return members_.size() - 1;
  }

  void run(std::size_t index) {
    members_[index].task = this_task::self();
    if (!members_[index].completed) await(park("member.wait"));
    cancel(stop_strength::terminal);
    if (++ended_ == members_.size() && waiting_) wake(*waiting_);
  }
  void complete(std::size_t index) {
    member& completed = members_[index];
    completed.completed = true;
    if (completed.task) wake(*completed.task);
  }

  void cancel(stop_strength how) {
    const bool counts = what_ == counted::every_request || how == stop_strength::terminal;
    if (counts && requests_++ > 0) return;
    for (std::size_t i = 0; i < members_.size(); ++i)
      if (how >= members_[i].honours) complete(i);
  }

  void wait() {
    waiting_ = this_task::self();
    if (ended_ < members_.size()) await(park("group.wait"));
  }

 private:
  struct member {
    stop_strength honours;
    std::optional<task_ref> task = {};
    bool completed = false;
  };

  counted what_;
  std::vector<member> members_;
  std::size_t ended_ = 0;
  int requests_ = 0;
  std::optional<task_ref> waiting_;
};

program polite_and_stubborn_member(parallel_group::counted what) {
  return make_program([what] {
    parallel_group group(what);
    const std::size_t polite = group.add(stop_strength::partial);
    const std::size_t stubborn = group.add(stop_strength::terminal);
    auto a = spawn("polite", [&] { group.run(polite); });
    auto b = spawn("stubborn", [&] { group.run(stubborn); });
    {
      // As a first Ctrl-C does: it asks all to come to an end.
      const stop_callback on_stop([&] { group.cancel(stop_strength::partial); });
      await(yield("work"));
    }
    group.complete(polite);
    group.wait();
    await(a.join());
    await(b.join());
  });
}

const on_show cb45({
    .id = "CB45",
    .title = "a graceful stop uses up the group's only cancellation",
    .expected = {.tasks = 3, .stops = 1, .reorders = 0},
    .complaint = {.by = oracle::deadlock, .subject = "group.wait", .task = "main"},
    .buggy = polite_and_stubborn_member(parallel_group::counted::every_request),
    .fixed = polite_and_stubborn_member(parallel_group::counted::terminal_requests),
    .declares = {.modes = {stop_mode::request}},
});

}  // namespace
}  // namespace cutpoint::zoo
