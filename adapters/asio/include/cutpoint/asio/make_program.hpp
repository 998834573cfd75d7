#pragma once

#include <cutpoint/asio/executor.hpp>
#include <cutpoint/asio/level.hpp>
#include <cutpoint/asio/program_options.hpp>
#include <cutpoint/program/program.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>

#include <concepts>
#include <cstdint>
#include <exception>
#include <functional>
#include <type_traits>
#include <utility>

namespace cutpoint::asio {

class world;

namespace detail {

/// Completes the coroutine that is `main`. It names its slot itself and no executor, so that Asio
/// hands a cancellation on directly.
class main_handler {
 public:
  using cancellation_slot_type = boost::asio::cancellation_slot;
  main_handler(world& of, cancellation_slot_type slot) : of_(&of), slot_(slot) {}
  cancellation_slot_type get_cancellation_slot() const noexcept { return slot_; }
  void operator()(std::exception_ptr error) const;

 private:
  world* of_;
  cancellation_slot_type slot_;
};

/// What `main` does first, in its own step.
using starter = std::function<void(const executor& on, const main_handler& ends)>;

/// What the program's function is.
enum class body_kind : std::uint8_t { coroutine, function };

program make_program(starter start, body_kind kind, program_options how);

template <class Body>
concept coroutine_on_executor =
    std::same_as<std::invoke_result_t<Body&, executor>, boost::asio::awaitable<void>>;

}  // namespace detail

/// Returns: the program whose task `main` is the coroutine `body(ex)`, spawned on an executor that
/// the kernel drives, which each run makes anew; `main` then waits, as `io_context::run()` does,
/// until nothing is left to do. `body` lives as long as the program, so it may be a lambda with
/// captures.
///
/// A stop is a `request`: a cancellation of the task that it reaches, as a signal emits it to the
/// slot of `co_spawn`. A `drop` of `main` destroys the context and what waits in it.
///
/// Requires: nothing that the program makes of Asio outlives the run.
template <class Body>
  requires std::invocable<Body&, executor> && detail::coroutine_on_executor<Body>
program make_program(Body body, program_options how = {}) {
  return detail::make_program(
      [body = std::move(body)](const executor& on, const detail::main_handler& ends) mutable {
        boost::asio::co_spawn(boost::asio::any_io_executor(on), body(on), ends);
      },
      detail::body_kind::coroutine, how);
}

/// The same for a coroutine `body()` that asks for its executor: `co_await this_coro::executor`.
template <class Body>
  requires(std::invocable<Body&> &&
           std::same_as<std::invoke_result_t<Body&>, boost::asio::awaitable<void>>)
program make_program(Body body, program_options how = {}) {
  return asio::make_program([body = std::move(body)](const executor&) mutable { return body(); },
                            how);
}

/// Returns: the program whose task `main` calls `body(ex)`, which posts what it likes, and then
/// waits until nothing is left to do.
template <class Body>
  requires std::invocable<Body&, executor> && std::is_void_v<std::invoke_result_t<Body&, executor>>
program make_program(Body body, program_options how = {}) {
  return detail::make_program(
      [body = std::move(body)](const executor& on, const detail::main_handler& ends) mutable {
        body(on);
        ends(nullptr);
      },
      detail::body_kind::function, how);
}

}  // namespace cutpoint::asio

namespace cutpoint {

/// Returns: the program whose task `main` is the coroutine `body()` of Asio's; see
/// `asio::make_program`.
template <class Body>
  requires(std::invocable<Body&> &&
           std::same_as<std::invoke_result_t<Body&>, boost::asio::awaitable<void>>)
program make_program(Body body) {
  return asio::make_program(std::move(body));
}

}  // namespace cutpoint

/// A test of `<cutpoint/gtest.hpp>` whose body is a coroutine of Asio's, a
/// `boost::asio::awaitable<void>`; its executor is `co_await boost::asio::this_coro::executor`.
/// Its fatal assertions are `CO_ASSERT_*`.
///
///     CUTPOINT_ASIO_TEST(Pool, EveryConnectionGoesBack, .modes = {cutpoint::stop_mode::request}) {
///       ...
///     }
#define CUTPOINT_ASIO_TEST(Suite, Name, ...) \
  CUTPOINT_TEST_(Suite, Name, ::boost::asio::awaitable<void>, __VA_ARGS__)
