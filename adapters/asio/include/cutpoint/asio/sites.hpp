#pragma once

#define CUTPOINT_ASIO_SITES

// Included before all else in every source of a program by the CMake target cutpoint::asio_sites:
// makes each coroutine that is spawned a task of its own, and names where it waits. It fills in
// three templates of Asio's, so it comes before anybody instantiates them, and comes everywhere.

#include <boost/asio/detail/global.hpp>

namespace boost::asio {
class system_context;
namespace detail {
// The threads of system_executor: where a handler is posted that has no executor.
template <>
system_context& global<system_context>();
}  // namespace detail
}  // namespace boost::asio

#include <cutpoint/asio/level.hpp>
#include <cutpoint/asio/spawned_task.hpp>
#include <cutpoint/asio/strand.hpp>
#include <cutpoint/trace/label.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/associator.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/cancellation_state.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/deferred.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/dispatch.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/system_context.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/version.hpp>

#include <exception>
#include <type_traits>
#include <typeinfo>
#include <utility>

static_assert(BOOST_VERSION / 100 == 1081,
              "cutpoint::asio_sites knows co_spawn as it is in Boost 1.81: leave it out with other "
              "versions");

namespace cutpoint::asio::detail {

class main_handler;

// Any other executor by another name, so that it gets Asio's own strand.
struct other_executor : boost::asio::any_io_executor {
  other_executor() = default;
  explicit other_executor(const boost::asio::any_io_executor& on) noexcept : any_io_executor(on) {}

  template <class Property>
    requires requires(const boost::asio::any_io_executor& on, Property p) { on.require(p); }
  other_executor require(const Property& p) const {
    return other_executor(any_io_executor::require(p));
  }
  template <class Property>
    requires requires(const boost::asio::any_io_executor& on, Property p) { on.prefer(p); }
  other_executor prefer(const Property& p) const {
    return other_executor(any_io_executor::prefer(p));
  }
};

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

/// Hands a cancellation of the program's own on to a task, as `co_spawn` does: through the executor
/// of who waits, if that names one.
template <class Handler>
class forward_cancellation {
 public:
  forward_cancellation(asio_task& to, const boost::asio::any_io_executor& on) : to_(&to), on_(on) {}
  void operator()(boost::asio::cancellation_type type) {
    using associated = boost::asio::associated_executor<Handler, boost::asio::any_io_executor>;
    if constexpr (requires { typename associated::asio_associated_executor_is_unspecialised; }) {
      emit_cancellation(*to_, type);
    } else {
      boost::asio::dispatch(on_, [to = to_, type] { emit_cancellation(*to, type); });
    }
  }

 private:
  asio_task* to_;
  boost::asio::any_io_executor on_;
};

/// The handler that `co_spawn` was given, and whose end it hears.
template <class Handler>
class ending_handler {
 public:
  template <class Inner>
  ending_handler(asio_task& of, Inner&& its) : inner(std::forward<Inner>(its)), of_(&of) {}

  template <class... Result>
  void operator()(std::exception_ptr error, Result&&... result) {
    task_ended(*of_, error,
               std::is_same_v<Handler, boost::asio::detail::detached_handler>
                   ? error_goes::nowhere
                   : error_goes::to_a_handler);
    std::move(inner)(std::move(error), std::forward<Result>(result)...);
  }

  Handler inner;

 private:
  asio_task* of_;
};

template <class Handler>
constexpr spawned_as kind_of() {
  if constexpr (std::is_same_v<Handler, boost::asio::detail::detached_handler>)
    return spawned_as::detached;
  else if constexpr (std::is_base_of_v<
                         boost::asio::detail::awaitable_thread<boost::asio::any_io_executor>,
                         Handler>)
    return spawned_as::awaited;
  else if constexpr (requires(Handler h) { h.state_->outstanding_; })
    return spawned_as::leg;
  else
    return spawned_as::spawned;
}

}  // namespace cutpoint::asio::detail

namespace boost::asio {

template <>
class strand<any_io_executor> : public any_io_executor {
 public:
  using inner_executor_type = any_io_executor;

  template <class Executor>
    requires std::is_convertible_v<Executor, any_io_executor>
  explicit strand(const Executor& on) : any_io_executor(make(on)) {}

  inner_executor_type get_inner_executor() const noexcept {
    const auto* const others = target<others_strand>();
    return others != nullptr ? others->get_inner_executor()
                             : cutpoint::asio::detail::outside_of_strands(*this);
  }
  bool running_in_this_thread() const noexcept {
    const auto* const others = target<others_strand>();
    return others != nullptr ? others->running_in_this_thread()
                             : cutpoint::asio::detail::in_strand(*this);
  }

 private:
  using others_strand = strand<cutpoint::asio::detail::other_executor>;
  static any_io_executor make(const any_io_executor& on) {
    if (const auto ours = cutpoint::asio::detail::in_new_strand(on)) return *ours;
    return others_strand(cutpoint::asio::detail::other_executor(on));
  }
};

template <template <class, class> class Associator, class Handler, class Default>
struct associator<Associator, cutpoint::asio::detail::ending_handler<Handler>, Default>
    : Associator<Handler, Default> {
  static typename Associator<Handler, Default>::type get(
      const cutpoint::asio::detail::ending_handler<Handler>& h,
      const Default& otherwise = Default()) noexcept {
    return Associator<Handler, Default>::get(h.inner, otherwise);
  }
};

namespace detail {

template <>
inline system_context& global<system_context>() {
  cutpoint::asio::detail::refuse_system_threads();
  return posix_global<system_context>();
}

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
    const cancellation_slot asked = (get_associated_cancellation_slot)(handler);
    if (task == nullptr) {
      using forwarder = co_spawn_cancellation_handler<handler_type, any_io_executor>;
      cancellation_slot hears = asked;
      const cancellation_slot slot = asked.is_connected()
                                         ? hears.template emplace<forwarder>(handler, on_).slot()
                                         : cancellation_slot();
      launch(on_, slot, std::forward<Function>(function), std::forward<Handler>(handler));
      return;
    }
    const any_io_executor its = cutpoint::asio::detail::executor_of(*task, on_);
    if (asked.is_connected()) {
      cancellation_slot hears = asked;
      hears.template emplace<forward>(*task, on_);
    }
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
