#include <cutpoint/asio/executor.hpp>

#include "world.hpp"

namespace cutpoint::asio {

boost::asio::execution_context& executor::query(boost::asio::execution::context_t) const noexcept {
  return task_->of.its_context();
}

void executor::work_started() const noexcept { task_->of.work_started(); }
void executor::work_finished() const noexcept { task_->of.work_finished(); }

executor executor::in_new_strand() const { return executor(task_, bits_, task_->of.new_strand()); }

bool executor::in_strand() const noexcept { return task_->of.is_active(strand_); }

bool executor::runs_at_once() const {
  task_->of.require_own_thread();
  return (bits_ & never) == 0 && task_->of.runs_at_once(strand_);
}

asio_task* executor::enter() const { return task_->of.enter(*task_, strand_); }

void executor::leave(asio_task* before) { before->of.leave(*before); }

void executor::enqueue(function f) const { task_->of.enqueue(*task_, std::move(f), strand_); }

}  // namespace cutpoint::asio
