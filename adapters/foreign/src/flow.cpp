#include <cutpoint/foreign/flow.hpp>

#include "foreign_task.hpp"

#include <cutpoint/foreign/make_program.hpp>
#include <cutpoint/kernel/contract.hpp>

#include <utility>

namespace cutpoint::foreign {
namespace {

void resume(task_control& t) { static_cast<foreign_task&>(t).step(); }
void drop(task_control& t) { static_cast<foreign_task&>(t).drop(); }

const task_ops operations = {
    .resume = resume, .drop = drop, .suspend = nullptr, .unwinding = nullptr};

foreign_task& task_of(foreign_task* t) {
  CUTPOINT_REQUIRE(t != nullptr, "a flow becomes a task by `spawn` or `begin` first");
  return *t;
}

}  // namespace

foreign_task& flow::become_task(kernel& run, std::unique_ptr<flow> made, task_name name,
                                task_control* parent, site where) {
  flow& result = *made;
  result.task_ = &run.extension<host>().make(std::move(made), result.delivers_);
  run.adopt(*result.task_, operations, name.name(), parent, where);
  return *result.task_;
}

void flow::post(continuation next, label operation, std::source_location where) {
  task_of(task_).make_due({.next = next, .where = site(operation, where)});
}

void flow::post_after(virtual_duration length, continuation next, label operation,
                      std::source_location where) {
  task_of(task_).make_due_after(length, {.next = next, .where = site(operation, where)});
}

bool flow::cancel(continuation next) { return task_of(task_).cancel(next); }

void flow::waits_at(label operation, std::source_location where) {
  task_of(task_).name_wait(site(operation, where));
}

void flow::end(task_end how, std::exception_ptr error) {
  task_of(task_).end(how, std::move(error));
}

void flow::goes_on() {
  foreign_task& t = task_of(task_);
  CUTPOINT_REQUIRE(t.phase == task_phase::running,
                   "control comes back only to a flow that takes part in the step in progress");
  t.home->go_on_inside(&t);
}

task_ref flow::ref() const { return task_ref(task_of(task_)); }

flow* current_flow() {
  kernel& run = this_kernel();
  if (!run.in_task() || run.current().ops != &operations) return nullptr;
  return static_cast<foreign_task&>(run.current()).runs();
}

void detail::spawn(task_name name, std::unique_ptr<flow> made) {
  kernel& run = this_kernel();
  flow::become_task(run, std::move(made), name, &run.current(), site(name.name(), name.where()));
}

void detail::begin(task_name name, std::unique_ptr<flow> made) {
  kernel& run = this_kernel();
  std::vector<foreign_task*>& inside = run.extension<host>().inside;
  CUTPOINT_REQUIRE(!inside.empty(), "a flow begins inside a step of another one");
  foreign_task& t = flow::become_task(run, std::move(made), name, &run.current(),
                                      site(name.name(), name.where()));
  t.mark_started();
  inside.push_back(&t);
  run.go_on_inside(&t);
}

void detail::start_main(kernel& run, std::unique_ptr<flow> made) {
  flow::become_task(run, std::move(made), "main", nullptr, {});
}

}  // namespace cutpoint::foreign
