#include <cutpoint/program/semaphore.hpp>

#include <cutpoint/program/serve.hpp>

namespace cutpoint {

void permit::release() noexcept {
  if (const std::size_t held = detach(); held > 0) from_->release(held);
}

void semaphore::acquire_operation::enqueue(wait_node& node) noexcept {
  from_->used_.write();
  if (!std::exchange(in_line_, true)) from_->waiting_.push_back(node);
}

// The one behind may want fewer.
void semaphore::acquire_operation::withdraw(wait_node& node) noexcept {
  from_->used_.write();
  from_->waiting_.erase(node);
  detail::serve(from_->waiting_);
}

void semaphore::release(std::size_t count) noexcept {
  used_.write();
  available_ += count;
  detail::serve(waiting_);
}

}  // namespace cutpoint
