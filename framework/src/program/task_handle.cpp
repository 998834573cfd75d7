#include <cutpoint/program/task_handle.hpp>

#include <cutpoint/program/spawn.hpp>

namespace cutpoint::detail {
namespace {

struct quiet_join : join_node {
  using join_node::join_node;
  void take() noexcept {}
};

stop_mode mode_to_pass_on(const task& owner) {
  return owner.stop.level ? stop_mode::level : stop_mode::edge;
}

}  // namespace

void end_owned(task& t) noexcept {
  if (t.ended()) return;
  kernel& run = *t.home;
  if (!run.in_task()) {
    run.stop(t, stop_mode::drop);
    return;
  }
  task& owner = run.current();
  if (owner.stop.dropping || owner.ops->suspend == nullptr) {
    run.stop(t, stop_mode::drop);
    return;
  }
  run.stop(t, mode_to_pass_on(owner));
  ++owner.shields;
  ++owner.in_destructors;
  // Not by await(): an operation that could complete would pass a checkpoint, and a destructor
  // is no place for other tasks to get in between.
  while (!t.ended()) {
    awaitable<quiet_join> wait(site("shielded join", {}), t);
    run.enter(wait);
    wait.begin_wait();
    owner.ops->suspend(owner);
    wait.await_resume();
    if (run.finishing()) run.stop(t, stop_mode::drop);
  }
  --owner.in_destructors;
  --owner.shields;
}

task& start_task(task_name name, std::shared_ptr<task_body> body) {
  kernel& run = this_kernel();
  const task_factory* const factory = stackful_factory();
  CUTPOINT_REQUIRE(factory != nullptr,
                   "a plain function needs a stack: include <cutpoint/fiber.hpp> to spawn it");
  task& parent = run.current();
  task& made = factory->make(run, std::move(body));
  run.adopt(made, factory->ops(), name.name(), &parent, site(name.name(), name.where()));
  return made;
}

}  // namespace cutpoint::detail
