#include <cutpoint/program/this_task.hpp>

#include <cutpoint/kernel/kernel.hpp>

namespace cutpoint::this_task {

task_ref self() { return task_ref(this_kernel().current()); }

void acknowledge_stop() { this_kernel().acknowledge_stop(); }

bool poll_stop(label operation, std::source_location where) {
  return this_kernel().poll_stop(site(operation, where));
}

void no_suspend_after_stop() { this_kernel().current().ends_when_stopped = true; }

bool stop_requested() { return this_kernel().current().stop.requested; }

}  // namespace cutpoint::this_task
