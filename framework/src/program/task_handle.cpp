#include <cutpoint/program/task_handle.hpp>

#include <cutpoint/program/await_in_destructor.hpp>
#include <cutpoint/program/ending.hpp>
#include <cutpoint/program/spawn.hpp>

#include <cstddef>
#include <vector>

namespace cutpoint::detail {
namespace {

bool can_wait(const kernel& run) {
  if (!run.in_task()) return false;
  const task_control& owner = run.current();
  return !owner.stop.dropping && owner.ops->suspend != nullptr;
}

void wait_in_destructor(task_control& owner, task_control& t) {
  awaitable<end_of_task> wait = shielded_join(t);
  owner.home->enter(wait);
  wait.begin_wait();
  owner.ops->suspend(owner);
  // An owner that was dropped meanwhile is still parked here, and waits no more.
  if (!owner.stop.dropping) wait.await_resume();
}

}  // namespace

void end_owned(const std::vector<task_control*>& owned) noexcept {
  kernel& run = this_kernel();
  if (can_wait(run)) {
    task_control& owner = run.current();
    const destructor_section shielded(owner);
    ending left(owner, owned);
    while (task_control* const t = owner.stop.dropping ? nullptr : left.next())
      wait_in_destructor(owner, *t);
  }
  for (std::size_t left = owned.size(); left-- > 0;) run.stop(*owned[left], stop_mode::drop);
}

void end_owned(task_control& t) noexcept {
  if (!task_ref(t).ended()) end_owned(std::vector<task_control*>{&t});
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
