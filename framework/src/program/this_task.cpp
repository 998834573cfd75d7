#include <cutpoint/program/this_task.hpp>

#include <cutpoint/kernel/kernel.hpp>

namespace cutpoint::this_task {

task_ref self() { return task_ref(this_kernel().current()); }

void acknowledge_stop() { this_kernel().acknowledge_stop(); }

bool stop_requested() { return this_kernel().current().stop.requested; }

}  // namespace cutpoint::this_task
