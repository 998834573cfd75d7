// Tasks without a stack of their own. They run at home, so stops, drops and callbacks, which are
// carried out there too, find nobody else on the stack.

#include <cutpoint/coroutine/stackless_task.hpp>

#include "run_leaves.hpp"

#include <cutpoint/kernel/cancelled.hpp>
#include <cutpoint/kernel/contract.hpp>
#include <cutpoint/kernel/task_pool.hpp>

#include <exception>
#include <memory>
#include <utility>

namespace cutpoint::coroutines {
namespace {

struct stackless_task : task_control {
  std::shared_ptr<stackless_body> body;
  bool started = false;
};

// The stackless tasks of one kernel.
class host final : public kernel_extension {
 public:
  stackless_task& make(std::shared_ptr<stackless_body> body) {
    stackless_task& made = tasks_.take();
    made.body.swap(body);
    return made;
  }
  /// Says that a task of this run ends by an error, which its record keeps.
  void keep_error() { tasks_.owe(); }

  void end_run() noexcept override {
    tasks_.end_run([](stackless_task& t) { t.error = nullptr; });
  }
  bool guards(const void*) const noexcept override { return false; }

 private:
  task_pool<stackless_task> tasks_;
};

// Frame and arguments go in the name of the task, before anybody hears of its end.
void end_task(stackless_task& t, task_end end, std::exception_ptr error) {
  t.body->destroy();
  t.body.reset();
  t.home->finish(t, end, std::move(error));
}

// Returns: false where the task has suspended.
bool run_body(stackless_task& t) {
  if (!std::exchange(t.started, true)) t.leaf = t.body->begin().address();
  run_leaves(t);
  if (t.phase != task_phase::running) return false;
  CUTPOINT_REQUIRE(t.body->done(),
                   "a coroutine waits for something that is no suspension of Cutpoint's");
  t.body->take_result();
  return true;
}

void resume(task_control& control) {
  stackless_task& t = static_cast<stackless_task&>(control);
  task_end end = task_end::value;
  std::exception_ptr error;
  try {
    if (!run_body(t)) return;
  } catch (const cancelled&) {
    end = task_end::stopped;
  } catch (...) {
    end = task_end::error;
    error = std::current_exception();
    t.home->extension<host>().keep_error();
  }
  end_task(t, end, std::move(error));
}

void drop(task_control& control) {
  stackless_task& t = static_cast<stackless_task&>(control);
  end_task(t, t.stop.dropping ? task_end::dropped : task_end::stopped, nullptr);
}

const task_ops operations = {
    .resume = resume, .drop = drop, .suspend = nullptr, .unwinding = nullptr};

}  // namespace

task_control& start_stackless(task_name name, std::shared_ptr<stackless_body> body) {
  kernel& run = this_kernel();
  task_control& parent = run.current();
  task_control& made = run.extension<host>().make(std::move(body));
  run.adopt(made, operations, name.name(), &parent, site(name.name(), name.where()));
  return made;
}

void start_main(kernel& run, std::shared_ptr<stackless_body> body) {
  run.adopt(run.extension<host>().make(std::move(body)), operations, "main", nullptr, {});
}

}  // namespace cutpoint::coroutines
