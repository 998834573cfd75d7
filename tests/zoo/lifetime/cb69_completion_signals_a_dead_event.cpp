// CB69. Waits of ydb nbs, C++: ydb-platform/nbs#6239.
//
// A wait has its event on its own stack and gives a completion callback a reference to it. A
// cancellation makes the wait return, and the event is gone. The operation completes later, and its
// callback signals what was the event.
//
// Promise: no callback touches an event that is gone.

#include "zoo/exhibit.hpp"

#include <cutpoint/fiber.hpp>

#include <functional>
#include <memory>

namespace cutpoint::zoo {
namespace {

enum class completion_knows_the_event { by_reference, weakly };

/// An event, and a mark that outlives it and tells whether it is still there.
struct completion_event {
  explicit completion_event(task_ref waiting_) : waiting(waiting_) {}
  ~completion_event() { *exists = false; }
  completion_event(const completion_event&) = delete;
  completion_event& operator=(const completion_event&) = delete;
  void signal() const { wake(waiting); }

  task_ref waiting;
  std::shared_ptr<bool> exists = std::make_shared<bool>(true);
};

struct operation {
  std::function<void()> on_completion;
  bool touched_the_dead = false;
};

void wait_for(operation& submitted, completion_knows_the_event how) {
  if (this_task::stop_requested()) return;
  // Only this frame owns it, so it goes with the frame.
  const auto done = std::make_shared<completion_event>(this_task::self());
  if (how == completion_knows_the_event::by_reference)
    submitted.on_completion = [&submitted, &event = *done, exists = done->exists] {
      if (*exists)
        event.signal();
      else
        submitted.touched_the_dead = true;
    };
  else
    submitted.on_completion = [event = std::weak_ptr(done)] {
      if (const auto existing = event.lock()) existing->signal();
    };
  const stop_callback on_stop([&] { done->signal(); });
  await(park("operation.wait"));
}

program one_operation(completion_knows_the_event how) {
  return make_program([how] {
    operation submitted;
    const auto alive =
        at_end("callbacks touch living events only", [&] { return !submitted.touched_the_dead; });
    auto disk = spawn("disk", [&] {
      await(yield("disk.read"));
      if (submitted.on_completion) submitted.on_completion();
    });
    wait_for(submitted, how);
    await(disk.join());
  });
}

const on_show cb69({
    .id = "CB69",
    .title = "a late completion signals an event on a stack that has unwound",
    .expected = {.tasks = 2, .stops = 1, .reorders = 0},
    .complaint = {.by = oracle::invariant,
                  .subject = "callbacks touch living events only",
                  .task = {}},
    .buggy = one_operation(completion_knows_the_event::by_reference),
    .fixed = one_operation(completion_knows_the_event::weakly),
    .declares = {.modes = {stop_mode::request}},
});

}  // namespace
}  // namespace cutpoint::zoo
