#pragma once

#include <cutpoint/kernel/wait_node.hpp>

namespace cutpoint {

/// An intrusive FIFO of parked nodes. It owns nothing; every operation is constant time.
class wait_queue {
 public:
  wait_queue() = default;
  wait_queue(const wait_queue&) = delete;
  wait_queue& operator=(const wait_queue&) = delete;

  bool empty() const { return head_ == nullptr; }  ///< whether nobody waits
  wait_node* front() const { return head_; }       ///< who is first in line; null: nobody

  /// Requires: `node` is in no queue.
  void push_back(wait_node& node);
  void push_front(wait_node& node);  ///< Puts `node` before all others.
  /// Returns: the first node, taken out; null if there is none.
  wait_node* pop_front();
  /// Takes `node` out if it is in this queue.
  void erase(wait_node& node);

 private:
  wait_node* head_ = nullptr;
  wait_node* tail_ = nullptr;
};

}  // namespace cutpoint
