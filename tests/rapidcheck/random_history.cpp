#include "rapidcheck/random_history.hpp"

#include <utility>

namespace cutpoint::unit {
namespace {

using rapidcheck::operation_end;

// A task that has called an operation, or none.
struct caller {
  std::optional<std::uint32_t> calling;  ///< its number in the history
  bool took_effect = false;
  bool gone = false;  ///< was stopped
  std::uint32_t called = 0;
};

class drawing {
 public:
  drawing(splitmix& numbers, const history_shape& shape)
      : numbers_(&numbers), shape_(shape), callers_(shape.tasks) {}

  queue_history draw() {
    // Where nobody could go on so often, nobody can.
    for (std::uint32_t idle = 0; idle < 40 && ended_ < shape_.operations; ++idle)
      if (step(callers_[numbers_->below(shape_.tasks)])) idle = 0;
    for (const caller& c : callers_)
      if (c.calling)
        drawn_.operations[*c.calling].end = !c.took_effect && numbers_->below(2) == 0
                                                ? operation_end::waiting
                                                : operation_end::pending;
    return std::move(drawn_);
  }

 private:
  bool step(caller& c) {
    if (c.gone) return false;
    if (!c.calling) return call(c);
    if (shape_.stops > 0 && numbers_->below(shape_.stops) == 0) {
      end(c, numbers_->below(4) == 0 && !c.took_effect ? operation_end::undone
                                                       : operation_end::stopped);
      return c.gone = true;
    }
    if (!c.took_effect) return c.took_effect = take_effect(drawn_.calls[*c.calling]);
    int& result = drawn_.calls[*c.calling].result;
    if (shape_.wrong > 0 && numbers_->below(shape_.wrong) == 0) result = random_number();
    end(c, operation_end::returned);
    return true;
  }
  bool call(caller& c) {
    if (drawn_.operations.size() == shape_.operations || c.called == shape_.per_task) return false;
    ++c.called;
    c.took_effect = false;
    c.calling = static_cast<std::uint32_t>(drawn_.operations.size());
    drawn_.operations.push_back({.task = static_cast<std::uint32_t>(&c - callers_.data()),
                                 .invoked = now_++,
                                 .ended = 0,
                                 .end = operation_end::pending});
    drawn_.calls.push_back({.pushes = numbers_->below(2) == 0, .argument = random_number()});
    return true;
  }
  void end(caller& c, operation_end how) {
    drawn_.operations[*c.calling].ended = now_++;
    drawn_.operations[*c.calling].end = how;
    c.calling.reset();
    ++ended_;
  }
  bool take_effect(queue_call& c) {
    if (c.pushes) {
      queue_.push_back(c.argument);
      return true;
    }
    if (queue_.empty()) return false;
    c.result = queue_.front();
    queue_.pop_front();
    return true;
  }
  int random_number() { return static_cast<int>(numbers_->below(3)); }

  splitmix* numbers_;
  history_shape shape_;
  std::vector<caller> callers_;
  queue_history drawn_;
  queue_model queue_;
  std::uint32_t now_ = 0;
  std::uint32_t ended_ = 0;
};

}  // namespace

bool queue_history::apply(queue_model& queue, std::uint32_t number) const {
  const queue_call& c = calls[number];
  if (c.pushes) {
    queue.push_back(c.argument);
    return true;
  }
  if (queue.empty()) return false;
  const int popped = queue.front();
  queue.pop_front();
  return operations[number].end != operation_end::returned || popped == c.result;
}

queue_history draw_history(splitmix& numbers, const history_shape& shape) {
  return drawing(numbers, shape).draw();
}

}  // namespace cutpoint::unit
