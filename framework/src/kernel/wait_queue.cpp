#include <cutpoint/kernel/wait_queue.hpp>

#include <cutpoint/kernel/contract.hpp>

namespace cutpoint {

void wait_queue::push_back(wait_node& node) {
  CUTPOINT_REQUIRE(node.queue_ == nullptr, "a waiter stands in one queue at a time");
  node.queue_ = this;
  node.previous_ = tail_;
  node.next_ = nullptr;
  (tail_ != nullptr ? tail_->next_ : head_) = &node;
  tail_ = &node;
}

void wait_queue::push_front(wait_node& node) {
  CUTPOINT_REQUIRE(node.queue_ == nullptr, "a waiter stands in one queue at a time");
  node.queue_ = this;
  node.previous_ = nullptr;
  node.next_ = head_;
  (head_ != nullptr ? head_->previous_ : tail_) = &node;
  head_ = &node;
}

wait_node* wait_queue::pop_front() {
  wait_node* const first = head_;
  if (first != nullptr) erase(*first);
  return first;
}

void wait_queue::erase(wait_node& node) {
  if (node.queue_ != this) return;
  (node.previous_ != nullptr ? node.previous_->next_ : head_) = node.next_;
  (node.next_ != nullptr ? node.next_->previous_ : tail_) = node.previous_;
  node.previous_ = nullptr;
  node.next_ = nullptr;
  node.queue_ = nullptr;
}

}  // namespace cutpoint
