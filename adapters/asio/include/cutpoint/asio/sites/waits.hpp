#pragma once

// Where a coroutine waits has the name of the operation.

#include <cutpoint/asio/spawned_task.hpp>
#include <cutpoint/trace/label.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/deferred.hpp>
#include <boost/asio/dispatch.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <type_traits>
#include <typeinfo>
#include <utility>

namespace cutpoint::asio::detail {

/// Returns: the label of what `Initiation` begins: `steady_timer.async_wait`.
template <class Initiation>
label operation_of() {
  if constexpr (requires { Initiation::cutpoint_operation; }) {
    return Initiation::cutpoint_operation;
  } else {
    static const label name = operation_name(typeid(Initiation));
    return name;
  }
}

// What a deferred operation will begin; of others, the operation itself.
template <class Operation>
struct initiation_of {
  using type = Operation;
};
template <class Signature, class Initiation, class... Args>
struct initiation_of<boost::asio::deferred_async_operation<Signature, Initiation, Args...>> {
  using type = Initiation;
};

}  // namespace cutpoint::asio::detail

namespace boost::asio {
namespace detail {

// An operation that is awaited without a token, as `||` awaits its legs.
template <class Signature, class Operation>
class awaitable_async_op<Signature, Operation, any_io_executor> {
 public:
  using handler_type = awaitable_async_op_handler<Signature, any_io_executor>;

  awaitable_async_op(Operation&& op, awaitable_frame_base<any_io_executor>* frame)
      : operation_(std::forward<Operation>(op)), frame_(frame), result_() {}

  bool await_ready() const noexcept { return false; }
  void await_suspend(coroutine_handle<void>) { frame_->after_suspend(begin, this); }
  auto await_resume() { return handler_type::resume(result_); }

 private:
  static void begin(void* what) {
    auto& self = *static_cast<awaitable_async_op*>(what);
    using initiation =
        typename cutpoint::asio::detail::initiation_of<std::decay_t<Operation>>::type;
    cutpoint::asio::detail::note_operation(cutpoint::asio::detail::operation_of<initiation>());
    std::forward<Operation&&>(self.operation_)(
        handler_type(self.frame_->detach_thread(), self.result_));
  }

  Operation&& operation_;
  awaitable_frame_base<any_io_executor>* frame_;
  typename handler_type::result_type result_;
};

}  // namespace detail

template <class R, class... Args>
class async_result<use_awaitable_t<any_io_executor>, R(Args...)> {
 public:
  using handler_type = detail::awaitable_handler<any_io_executor, std::decay_t<Args>...>;
  using return_type = typename handler_type::awaitable_type;

  template <class Initiation, class... InitArgs>
  static return_type initiate(Initiation initiation, use_awaitable_t<any_io_executor>,
                              InitArgs... args) {
    co_await [&](auto* frame) {
      // It is how `co_spawn` begins a coroutine, in the step of who spawns it.
      if constexpr (!std::is_same_v<Initiation, detail::initiate_dispatch>)
        cutpoint::asio::detail::note_operation(cutpoint::asio::detail::operation_of<Initiation>());
      handler_type handler(frame->detach_thread());
      std::move(initiation)(std::move(handler), std::move(args)...);
      return static_cast<handler_type*>(nullptr);
    };
    for (;;) {
    }  // Asio resumes whoever waits for it instead.
  }
};

}  // namespace boost::asio
