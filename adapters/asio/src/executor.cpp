#include <cutpoint/asio/executor.hpp>

#include "world.hpp"

namespace cutpoint::asio {

boost::asio::execution_context& executor::query(boost::asio::execution::context_t) const noexcept {
  return task_->of.its_context();
}

void executor::work_started() const noexcept { task_->of.work_started(); }
void executor::work_finished() const noexcept { task_->of.work_finished(); }

bool executor::runs_at_once() const { return (bits_ & never) == 0 && task_->of.runs_at_once(); }

asio_task* executor::enter() const { return task_->of.enter(*task_); }

void executor::leave(asio_task* before) {
  if (before != nullptr) before->of.leave(before);
}

void executor::enqueue(function f) const { task_->of.enqueue(*task_, std::move(f)); }

}  // namespace cutpoint::asio
