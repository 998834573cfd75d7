// Who runs on which stack. Home is the stack that called kernel::loop(); a fiber that gives up
// control switches directly to the fiber that next() names, and home for anything else.

#include "fiber.hpp"
#include "sanitizer.hpp"

#include <cutpoint/kernel/cancelled.hpp>

#include <exception>
#include <utility>

using boost::context::detail::transfer_t;

namespace cutpoint::fibers {
namespace {

// Private to the adapter, so that no user code can catch it by name.
struct frame_dropped {};

void run_body(fiber& self) {
  kernel& k = *self.home;
  task_end end = task_end::value;
  std::exception_ptr error;
  try {
    self.body->run();
  } catch (const frame_dropped&) {
    end = task_end::dropped;
  } catch (const cancelled&) {
    end = task_end::stopped;
  } catch (...) {
    end = task_end::error;
    error = std::current_exception();
    self.keeper->keep_error();
  }
  if (self.stop.dropping && end != task_end::dropped) {
    // A task that was waiting in a destructor may end before the drop could be thrown.
    if (self.refusals > 0)
      k.violate(oracle::swallowed_stop, "drop",
                "caught the drop and ended as if nothing had happened", {});
    end = task_end::dropped;
  }
  // A result that nobody will ask for goes now, in the name of the task.
  self.body.reset();
  k.finish(self, end, std::move(error));
}

// Called when control comes to a frame that has to go.
void leave_frame(fiber& self) {
  constexpr unsigned patience = 16;
  kernel& k = *self.home;
  const site where = self.node != nullptr ? self.node->where() : site{};
  self.node = nullptr;
  if (std::uncaught_exceptions() > 0)
    k.violate(oracle::suspended_after_stop, where.operation,
              "a destructor suspends while its frame is dropped", where);
  else if (self.refusals == 1)
    k.violate(oracle::swallowed_stop, where.operation, "caught the drop and suspended again",
              where);
  if (std::uncaught_exceptions() > 0 || self.refusals == patience) self.keeper->give_up(self);
  ++self.refusals;
  throw frame_dropped();
}

void resume(task_control& t) {
  fiber& f = static_cast<fiber&>(t);
  f.keeper->run(f);
}

void drop(task_control& t) {
  fiber& f = static_cast<fiber&>(t);
  if (f.started) {
    f.keeper->unwind(f);
    return;
  }
  f.body->discard();
  f.body.reset();
  t.home->finish(t, t.stop.dropping ? task_end::dropped : task_end::stopped);
}

void suspend(task_control& t) {
  fiber& self = static_cast<fiber&>(t);
  if (self.stop.dropping) [[unlikely]]
    leave_frame(self);
  task_control* const next = t.home->next();
  if (next == &t) return;
  self.keeper->leave(self, next);
  if (self.stop.dropping && self.in_destructors == 0) [[unlikely]]
    leave_frame(self);
}

bool unwinding(const task_control& t) {
  const fiber& f = static_cast<const fiber&>(t);
  return f.keeper->unwinding(f);
}

}  // namespace

const task_ops operations = {
    .resume = resume, .drop = drop, .suspend = suspend, .unwinding = unwinding};

fiber& host::make(std::shared_ptr<task_body> body) {
  fiber& made = fibers_.take();
  made.keeper = this;
  made.body.swap(body);
  return made;
}

// What a task leaves behind is an error, or a body whose stack was given up.
void host::end_run() noexcept {
  fibers_.end_run([this](fiber& f) {
    f.error = nullptr;
    f.body.reset();
    if (f.memory.top != nullptr) stacks_.give_back(std::exchange(f.memory, {}));
  });
}

void host::run(fiber& f) {
  live_ = &thread_exceptions();
  float_mode_ = current_float_mode();
  switch_context(home_, start_or_resume(f), *live_);
}

inline void host::leave(fiber& self, task_control* next) {
  context& target = target_of(next);
  switch_context(self.place, target, *live_);
}

void host::unwind(fiber& f) {
  live_ = &thread_exceptions();
  fiber* const interrupted = running_;
  f.back = interrupted != nullptr ? &interrupted->place : &home_;
  running_ = &f;
  switch_context(*f.back, f.place, *live_);
  running_ = interrupted;
}

void host::give_up(fiber& self) {
  fibers_.owe();
  self.home->cut_short();
  self.home->finish(self, task_end::dropped);
  context* const back = self.back != nullptr ? self.back : &home_;
  if (self.back == nullptr) running_ = nullptr;
  // What lies on the stack stays where it is: timers and queues of this run may know of it.
  switch_context(self.place, *back, *live_);
  std::terminate();
}

bool host::unwinding(const fiber& f) const {
  return (&f == running_ ? *live_ : f.place.exceptions).uncaught > 0;
}

inline context& host::start_or_resume(fiber& f) {
  running_ = &f;
  if (!f.started) [[unlikely]]
    start(f);
  return f.place;
}

void host::start(fiber& f) {
  f.started = true;
  f.memory = stacks_.take();
  prepare(f.place, f.memory, enter_stack);
}

inline context& host::target_of(task_control* next) {
  if (next != nullptr && next->ops == &operations)
    return start_or_resume(*static_cast<fiber*>(next));
  running_->home->hand_home(next);
  running_ = nullptr;
  return home_;
}

void host::enter_stack(transfer_t from) {
  host& h = this_kernel().extension<host>();
  fiber* self = h.running_;
  arrived(self->place, from);
  do {
    // A fresh context takes over the mode of whoever switches to it first.
    set_float_mode(h.float_mode_);
    run_body(*self);
  } while ((self = h.finish(*self)) != nullptr);
  std::terminate();
}

// Leaves the stack of `self`, which has ended, for good; or returns a fresh fiber that goes on
// here.
fiber* host::finish(fiber& self) {
  context* target = self.back;
  if (target == nullptr) {
    task_control* const next = self.home->next();
    if (!address_sanitizer && next != nullptr && next->ops == &operations) {
      fiber& heir = *static_cast<fiber*>(next);
      if (!heir.started) {
        heir.started = true;
        heir.memory = std::exchange(self.memory, {});
        heir.place.stack_bottom = heir.memory.bottom;
        heir.place.stack_size = heir.memory.size();
        running_ = &heir;
        return &heir;
      }
    }
    // Not given back before target_of(): a fresh fiber must not start on the stack we stand on.
    target = &target_of(next);
  }
  stacks_.give_back(std::exchange(self.memory, {}));
  switch_context(self.place, *target, *live_, leaving::for_good);
  return nullptr;
}

}  // namespace cutpoint::fibers

namespace cutpoint {
namespace {

class factory final : public task_factory {
 public:
  task_control& make(kernel& run, std::shared_ptr<task_body> body) const override {
    return run.extension<fibers::host>().make(std::move(body));
  }
  const task_ops& ops() const override { return fibers::operations; }
};

}  // namespace

const task_factory& fiber_factory() {
  static const factory instance;
  return instance;
}

}  // namespace cutpoint
