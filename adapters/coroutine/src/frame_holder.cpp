#include <cutpoint/coroutine/frame_holder.hpp>

#include <cutpoint/kernel/contract.hpp>
#include <cutpoint/kernel/kernel.hpp>

namespace cutpoint::coroutines {

frame_holder::~frame_holder() {
  if (promise_ == nullptr) return;
  promise_base* innermost = promise_;
  while (innermost->inner_ != nullptr) innermost = innermost->inner_;
  while (innermost != promise_) {
    promise_base* const outer = innermost->outer_;
    frame_holder& holder = *innermost->holder_;
    outer->inner_ = nullptr;
    holder.promise_ = nullptr;
    std::exchange(holder.frame_, nullptr).destroy();
    innermost = outer;
  }
  frame_.destroy();
}

std::coroutine_handle<> frame_holder::begin() {
  CUTPOINT_REQUIRE(promise_ != nullptr && !promise_->begun_, "a coroutine is awaited once");
  promise_->begun_ = true;
  return frame_;
}

void frame_holder::begin_inside(std::coroutine_handle<> waiting, promise_base* outer) {
  begin();
  promise_->waiting_ = waiting;
  promise_->holder_ = this;
  promise_->outer_ = outer;
  if (outer != nullptr) outer->inner_ = promise_;
  this_kernel().current().leaf = frame_.address();
}

}  // namespace cutpoint::coroutines
