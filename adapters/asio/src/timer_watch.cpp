#include "timer_watch.hpp"

#include "private_members.hpp"
#include "world.hpp"

#include <cutpoint/asio/virtual_clocks.hpp>
#include <cutpoint/kernel/contract.hpp>

#include <boost/asio/detail/wait_op.hpp>

#include <algorithm>
#include <chrono>

namespace cutpoint::asio {
namespace {

using namespace private_members;

template <class Clock>
virtual_time on_run_clock(typename Clock::time_point deadline) {
  return virtual_time(
      std::chrono::duration_cast<std::chrono::nanoseconds>(deadline - virtual_start<Clock>()));
}

// time_point::max() is how a program waits for a timer to be cancelled.
template <class Clock>
bool ever_comes(typename Clock::time_point deadline) {
  return deadline < virtual_start<Clock>() + std::chrono::years(100);
}

}  // namespace

timer_watch::timer_watch(world& of) : steady_(of), system_(of) {}

void timer_watch::look() {
  if (!steady_.might_wait()) return;
  steady_.look();
  system_.look();
}

void timer_watch::stop() {
  steady_.stop();
  system_.stop();
}

template <class Clock>
bool timer_watch::first_of<Clock>::might_wait() const {
  return of_->its_context().has_timers();
}

template <class Clock>
void timer_watch::first_of<Clock>::look() {
  virtual_clock& clock = of_->run().clock();
  if (queue_ == nullptr) {
    using service = timer_service<Clock>;
    if (!boost::asio::has_service<service>(of_->its_context())) return;
    queue_ =
        &(boost::asio::use_service<service>(of_->its_context()).*member_of(service_queue<Clock>()));
    CUTPOINT_REQUIRE(on_run_clock<Clock>(Clock::now()) == clock.now(),
                     "a program under check makes a timer of Asio's, but the clocks of std::chrono "
                     "are real: link the test with cutpoint::asio_clock");
  }
  const auto& heap = static_cast<timer_queue<Clock>*>(queue_)->*member_of(queue_heap<Clock>());
  if (heap.empty() || !ever_comes<Clock>(heap.front().time_)) {
    clock.disarm(*this);
    return;
  }
  const virtual_time first = std::max(on_run_clock<Clock>(heap.front().time_), clock.now());
  if (armed() && deadline() == first) return;
  clock.disarm(*this);
  clock.arm(*this, first);
}

template <class Clock>
void timer_watch::first_of<Clock>::stop() {
  of_->run().clock().disarm(*this);
  queue_ = nullptr;
}

// All that are due come at once, and race.
template <class Clock>
void timer_watch::first_of<Clock>::fire() noexcept {
  auto& queue = *static_cast<timer_queue<Clock>*>(queue_);
  const auto& heap = queue.*member_of(queue_heap<Clock>());
  const virtual_time now = of_->run().clock().now();
  operation_queue due;
  while (!heap.empty() && on_run_clock<Clock>(heap.front().time_) <= now) {
    operation_queue waits;
    queue.cancel_timer(*heap.front().timer_, waits);
    while (boost::asio::detail::operation* const wait = waits.front()) {
      waits.pop();
      static_cast<boost::asio::detail::wait_op*>(wait)->ec_ = {};
      due.push(wait);
    }
  }
  of_->collect_outside(due);
  look();
}

}  // namespace cutpoint::asio
