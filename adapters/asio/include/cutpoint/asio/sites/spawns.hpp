#pragma once

// Each coroutine that is spawned, with or without a stack, is a task.

#include <cutpoint/asio/sites/ending_handler.hpp>
#include <cutpoint/asio/spawned_task.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/associated_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/cancellation_state.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/dispatch.hpp>
#include <boost/asio/spawn.hpp>

#include <memory>
#include <type_traits>
#include <utility>

namespace cutpoint::asio::detail {
class main_handler;
}  // namespace cutpoint::asio::detail

namespace boost::asio::detail {

template <>
class initiate_co_spawn<any_io_executor> {
 public:
  using executor_type = any_io_executor;

  template <class Executor>
  explicit initiate_co_spawn(const Executor& on) : on_(on) {}
  executor_type get_executor() const noexcept { return on_; }

  template <class Handler, class Function>
  void operator()(Handler&& handler, Function&& function) const {
    using handler_type = std::decay_t<Handler>;
    using ending = cutpoint::asio::detail::ending_handler<handler_type>;
    using forward = cutpoint::asio::detail::forward_cancellation<handler_type>;
    cutpoint::asio::asio_task* task = nullptr;
    if constexpr (!std::is_same_v<handler_type, cutpoint::asio::detail::main_handler>)
      task =
          cutpoint::asio::detail::begin_task(on_, cutpoint::asio::detail::kind_of<handler_type>());
    cancellation_slot asked = (get_associated_cancellation_slot)(handler);
    if (task == nullptr) {
      using forwarder = co_spawn_cancellation_handler<handler_type, any_io_executor>;
      const cancellation_slot slot = asked.is_connected()
                                         ? asked.template emplace<forwarder>(handler, on_).slot()
                                         : cancellation_slot();
      launch(on_, slot, std::forward<Function>(function), std::forward<Handler>(handler));
      return;
    }
    const any_io_executor its = cutpoint::asio::detail::executor_of(*task, on_);
    if (asked.is_connected()) asked.template emplace<forward>(*task, on_);
    launch(its, cutpoint::asio::detail::slot_of(*task), std::forward<Function>(function),
           ending(*task, std::forward<Handler>(handler)));
  }

 private:
  template <class Function, class Handler>
  static void launch(const any_io_executor& on, cancellation_slot slot, Function&& function,
                     Handler&& handler) {
    using awaited = std::invoke_result_t<std::decay_t<Function>&>;
    cancellation_state state(slot);
    auto body =
        (co_spawn_entry_point)(static_cast<awaited*>(nullptr), on, std::forward<Function>(function),
                               std::forward<Handler>(handler));
    awaitable_handler<any_io_executor, void>(std::move(body), on, slot, state).launch();
  }

  any_io_executor on_;
};

template <>
class initiate_spawn<any_io_executor> {
 public:
  using executor_type = any_io_executor;

  explicit initiate_spawn(const executor_type& on) : on_(on) {}
  executor_type get_executor() const noexcept { return on_; }

  template <class Handler, class Function>
  void operator()(Handler&& handler, Function&& function) const {
    const auto make = [](auto body, cancellation_slot slot) {
      return default_spawned_thread_type::spawn(std::move(body), slot, cancellation_state(slot));
    };
    spawn_by(make, std::forward<Handler>(handler), std::forward<Function>(function));
  }
  template <class Handler, class StackAllocator, class Function>
  void operator()(Handler&& handler, std::allocator_arg_t, StackAllocator&& stacks,
                  Function&& function) const {
    const auto make = [&](auto body, cancellation_slot slot) {
      return spawned_fiber_thread::spawn(std::allocator_arg_t(),
                                         std::forward<StackAllocator>(stacks), std::move(body),
                                         slot, cancellation_state(slot));
    };
    spawn_by(make, std::forward<Handler>(handler), std::forward<Function>(function));
  }

 private:
  template <class Make, class Handler, class Function>
  void spawn_by(const Make& make, Handler&& handler, Function&& function) const {
    using handler_type = std::decay_t<Handler>;
    using ending = cutpoint::asio::detail::ending_handler<handler_type>;
    using forward = cutpoint::asio::detail::forward_cancellation<handler_type>;
    auto* const task =
        cutpoint::asio::detail::begin_task(on_, cutpoint::asio::detail::kind_of<handler_type>());
    cancellation_slot asked = (get_associated_cancellation_slot)(handler);
    if (task == nullptr) {
      using forwarder = spawn_cancellation_handler<handler_type, any_io_executor>;
      const cancellation_slot slot = asked.is_connected()
                                         ? asked.template emplace<forwarder>(handler, on_).slot()
                                         : cancellation_slot();
      launch(make, on_, slot, std::forward<Function>(function), std::forward<Handler>(handler));
      return;
    }
    if (asked.is_connected()) asked.template emplace<forward>(*task, on_);
    launch(make, cutpoint::asio::detail::executor_of(*task, on_),
           cutpoint::asio::detail::slot_of(*task), std::forward<Function>(function),
           ending(*task, std::forward<Handler>(handler)));
  }

  template <class Make, class Function, class Handler>
  static void launch(const Make& make, const any_io_executor& on, cancellation_slot slot,
                     Function&& function, Handler&& handler) {
    using body = spawn_entry_point<any_io_executor, std::decay_t<Function>, std::decay_t<Handler>>;
    (dispatch)(
        on, spawned_thread_resumer(make(
                body(on, std::forward<Function>(function), std::forward<Handler>(handler)), slot)));
  }

  any_io_executor on_;
};

}  // namespace boost::asio::detail
