#include <cutpoint/program/task_handle.hpp>

#include <cutpoint/program/spawn.hpp>

#include <cstddef>
#include <vector>

namespace cutpoint::detail {
namespace {

struct quiet_join : join_node {
  using join_node::join_node;
  void take() noexcept {}
};

stop_mode mode_to_pass_on(const task_control& owner) {
  return owner.stop.level ? stop_mode::level : stop_mode::edge;
}

bool can_wait(const kernel& run) {
  if (!run.in_task()) return false;
  const task_control& owner = run.current();
  return !owner.stop.dropping && owner.ops->suspend != nullptr;
}

// Waits, on behalf of a destructor, for tasks that it has stopped.
class destructor_wait {
 public:
  explicit destructor_wait(kernel& run) : run_(&run), owner_(&run.current()) {
    ++owner_->shields;
    ++owner_->in_destructors;
  }
  ~destructor_wait() {
    --owner_->in_destructors;
    --owner_->shields;
  }
  destructor_wait(const destructor_wait&) = delete;
  destructor_wait& operator=(const destructor_wait&) = delete;

  // A task that was stopped already is on its way out; another stop would only hit its cleanup.
  void stop(task_control& t) {
    if (!t.stop.pending && !t.stop.thrown) run_->stop(t, mode_to_pass_on(*owner_));
  }

  // Not by await(): an operation that could complete would pass a checkpoint, and a destructor is
  // no place for other tasks to get in between.
  void wait_for(task_control& t) {
    while (!t.ended() && !owner_->stop.dropping) {
      awaitable<quiet_join> wait(site("shielded join", {}), t);
      run_->enter(wait);
      wait.begin_wait();
      owner_->ops->suspend(*owner_);
      // An owner that was dropped meanwhile is still parked here, and waits no more.
      if (!owner_->stop.dropping) wait.await_resume();
    }
  }

 private:
  kernel* run_;
  task_control* owner_;
};

}  // namespace

void end_owned(const std::vector<task_control*>& owned) noexcept {
  kernel& run = this_kernel();
  if (can_wait(run)) {
    destructor_wait waiting(run);
    std::size_t stopped = 0;
    for (std::size_t i = 0; i < owned.size(); ++i) {
      while (stopped < owned.size()) waiting.stop(*owned[stopped++]);
      waiting.wait_for(*owned[i]);
    }
  }
  for (std::size_t left = owned.size(); left-- > 0;) run.stop(*owned[left], stop_mode::drop);
}

void end_owned(task_control& t) noexcept {
  if (t.ended()) return;
  kernel& run = *t.home;
  if (can_wait(run)) {
    destructor_wait waiting(run);
    waiting.stop(t);
    waiting.wait_for(t);
  }
  run.stop(t, stop_mode::drop);
}

task_control& start_task(task_name name, std::shared_ptr<task_body> body) {
  kernel& run = this_kernel();
  const task_factory* const factory = stackful_factory();
  CUTPOINT_REQUIRE(factory != nullptr,
                   "a plain function needs a stack: include <cutpoint/fiber.hpp> to spawn it");
  task_control& parent = run.current();
  task_control& made = factory->make(run, std::move(body));
  run.adopt(made, factory->ops(), name.name(), &parent, site(name.name(), name.where()));
  return made;
}

}  // namespace cutpoint::detail
