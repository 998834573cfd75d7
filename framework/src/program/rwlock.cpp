#include <cutpoint/program/rwlock.hpp>

#include <cutpoint/program/serve.hpp>

namespace cutpoint {

void shared_guard::unlock() noexcept {
  if (rwlock* const held = std::exchange(held_, nullptr)) held->unlock(rwlock::access::shared);
}

void exclusive_guard::unlock() noexcept {
  if (rwlock* const held = std::exchange(held_, nullptr)) held->unlock(rwlock::access::exclusive);
}

void rwlock::request::complete(wait_node& node) noexcept {
  lock_->used_.write();
  if (wanted_ == access::shared)
    ++lock_->readers_;
  else
    lock_->writer_ = node.waiter();
}

void rwlock::request::enqueue(wait_node& node) noexcept {
  lock_->used_.write();
  if (!std::exchange(in_line_, true)) lock_->waiting_.push_back(node);
}

// Readers behind a writer that leaves the line may go on.
void rwlock::request::withdraw(wait_node& node) noexcept {
  lock_->used_.write();
  lock_->waiting_.erase(node);
  detail::serve(lock_->waiting_);
}

void rwlock::unlock(access held) noexcept {
  used_.write();
  if (held == access::shared)
    --readers_;
  else
    writer_ = nullptr;
  detail::serve(waiting_);
}

}  // namespace cutpoint
