#pragma once

// What a coroutine that is spawned gets for a completion handler, and what hands cancellations on.

#include <cutpoint/asio/spawned_task.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/associated_executor.hpp>
#include <boost/asio/associator.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/cancellation_type.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/dispatch.hpp>

#include <exception>
#include <type_traits>
#include <utility>

namespace cutpoint::asio::detail {

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

template <template <class, class> class Associator, class Handler, class Default>
struct associator<Associator, cutpoint::asio::detail::ending_handler<Handler>, Default>
    : Associator<Handler, Default> {
  static typename Associator<Handler, Default>::type get(
      const cutpoint::asio::detail::ending_handler<Handler>& h,
      const Default& otherwise = Default()) noexcept {
    return Associator<Handler, Default>::get(h.inner, otherwise);
  }
};

}  // namespace boost::asio
