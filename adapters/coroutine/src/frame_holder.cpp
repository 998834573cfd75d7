#include <cutpoint/coroutine/frame_holder.hpp>

#include <cutpoint/kernel/contract.hpp>
#include <cutpoint/kernel/kernel.hpp>

namespace cutpoint::coroutines {
namespace {

// So many coroutines of a chain are destroyed one inside the other, as the language does it. Of a
// longer chain the inner end goes first.
constexpr int deepest = 32;

}  // namespace

frame_holder::~frame_holder() {
  if (promise_ == nullptr) return;
  shorten();
  promise_base& gone = *std::exchange(promise_, nullptr);
  if (gone.outer_ != nullptr) gone.outer_->inner_ = nullptr;
  promise_base* left = gone.inner_;
  if (left != nullptr) left->watched_ = &left;
  frame_.destroy();
  // A coroutine that this one awaited may be owned by somebody else. It would go on in a frame that
  // is no more.
  if (left == nullptr) return;
  left->watched_ = nullptr;
  const frame_holder taken = std::move(*left->holder_);
}

void frame_holder::shorten() noexcept {
  promise_base* last = promise_;
  for (int depth = 0; depth < deepest && last->inner_ != nullptr; ++depth) last = last->inner_;
  promise_base* innermost = last;
  while (innermost->inner_ != nullptr) innermost = innermost->inner_;
  while (innermost != last) {
    promise_base* const outer = innermost->outer_;
    frame_holder& holder = *innermost->holder_;
    outer->inner_ = nullptr;
    holder.promise_ = nullptr;
    std::exchange(holder.frame_, nullptr).destroy();
    innermost = outer;
  }
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
