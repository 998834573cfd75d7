#include <cutpoint/kernel/ready_queue.hpp>

namespace cutpoint {

void ready_queue::erase(task_id t) {
  if (crowded_ != 0) {
    if (many_.erase(t)) --size_;
    return;
  }
  for (std::uint32_t i = 0; i < size_; ++i) {
    if ((*this)[i] == t) {
      take(i);
      return;
    }
  }
}

void ready_queue::push_back_to_many(task_id t) {
  if (crowded_ == 0) crowd();
  many_.push_back(t);
}

void ready_queue::push_front_to_many(task_id t) {
  if (crowded_ == 0) crowd();
  many_.push_front(t);
}

void ready_queue::crowd() {
  for (std::uint32_t i = 0; i < size_; ++i) many_.push_back((*this)[i]);
  crowded_ = few;
  word_ = 0;
}

}  // namespace cutpoint
