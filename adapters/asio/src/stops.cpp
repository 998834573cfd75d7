// How stops come to a program of Asio's: by the cancellation signals of its tasks, or by the
// destruction of its context.

#include "world.hpp"

#include <boost/asio/cancellation_type.hpp>

#include <memory>
#include <utility>

namespace cutpoint::asio {
namespace {

boost::asio::cancellation_type type_of(stop_strength strength) {
  switch (strength) {
    case stop_strength::partial:
      return boost::asio::cancellation_type::partial;
    case stop_strength::total:
      return boost::asio::cancellation_type::total;
    case stop_strength::terminal:
      break;
  }
  return boost::asio::cancellation_type::terminal;
}

}  // namespace

void asio_task::listener::stop_requested(stop_strength strength) noexcept {
  task_->of.cancel(*task_, strength);
}

void world::cancel(asio_task& t, stop_strength strength) {
  if (strength == stop_strength::terminal) strength = how_.strength;
  t.may_ignore = strength != stop_strength::terminal;
  if (!t.started && how_.early == early_cancellation::as_in_asio) {
    t.cancelled_early = true;
  } else if (!t.started || t.phase == task_phase::running) {
    // There is no slot to emit to before the coroutine waits for something.
    t.latched = strength;
    return;
  }
  cancel_now(t, strength);
}

void world::cancel_now(asio_task& t, stop_strength strength) {
  const boost::asio::cancellation_type type = type_of(strength);
  if (how_.delivery == cancel_delivery::dispatched) {
    enqueue(t, function([&t, type] { t.cancels.emit(type); }, std::allocator<void>()), 0);
    return;
  }
  t.cancels.emit(type);
  collect();
}

// A program is dropped as a whole, as its context is: what waits in it owns the frames.
void world::drop(asio_task& t) {
  if (run_->finishing() && &t != &tasks_.front()) {
    t.hears.reset();
    run_->finish(t, task_end::dropped);
    return;
  }
  shut_down();
  for (auto left = tasks_.rbegin(); left != tasks_.rend(); ++left)
    if (!left->ended()) {
      left->hears.reset();
      run_->hold_back(*left);
      run_->finish(*left, task_end::dropped);
    }
}

void world::shut_down() {
  if (!context_) return;
  closing_ = true;
  timers_.stop();
  clear_queue();
  context_->shutdown();
  clear_queue();
  context_.reset();
  clear_queue();
}

// A frame that goes may post what is to unwind others.
void world::clear_queue() {
  while (!queue_.empty()) {
    handler next = std::move(queue_.front());
    queue_.erase(queue_.begin());
    asio_task& owner = living(*next.task);
    if (!run_->in_task() || owner.ended()) continue;
    task_control* const before = run_->go_on_inside(&owner);
    {
      const function gone = std::move(next.call);
    }
    run_->go_on_inside(before);
  }
}

}  // namespace cutpoint::asio
