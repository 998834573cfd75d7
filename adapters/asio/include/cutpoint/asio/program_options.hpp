#pragma once

#include <cutpoint/trace/stop.hpp>

#include <cstdint>

namespace cutpoint::asio {

/// In which order handlers run.
enum class handler_order : std::uint8_t {
  /// What is posted runs in the order of the posts, as on an `io_context` of one thread;
  /// completions
  /// of timers and outside events race with it.
  fifo,
  /// Any handler that is ready may be next, as on a pool of threads, but never two at a time;
  /// strands keep their order.
  any,
};

/// How a `request` stop comes to a task's cancellation slot.
enum class cancel_delivery : std::uint8_t {
  direct,      ///< the signal is emitted where the stop comes
  dispatched,  ///< a handler is posted to the task's executor that emits it, as `co_spawn` does
};

/// What a stop does to a coroutine that was spawned and has not run yet. Asio 1.81 throws it out of
/// `run()`, and never calls the completion handler of `co_spawn` (chriskohlhoff/asio issue 1452).
enum class early_cancellation : std::uint8_t {
  at_first_wait,  ///< the stop comes when the coroutine first waits
  as_in_asio,     ///< it comes at once; what Asio does wrong is the finding "boost.asio#1452"
};

/// Whether a spawned coroutine may end later than the one that spawned it.
enum class outliving : std::uint8_t {
  allowed,  ///< as Asio has it: it is the context that it has to end before
  orphan,   ///< it is the finding "orphan"
};

/// How a program of Asio's is run.
struct program_options {
  handler_order order = handler_order::fifo;  ///< in which order handlers that are ready run
  /// When the handler of a cancelled operation runs.
  cancel_delivery delivery = cancel_delivery::direct;
  /// The cancellation type of a `request` that the search injects.
  stop_strength strength = stop_strength::terminal;
  /// Whether a coroutine may outlive the one that spawned it.
  outliving children = outliving::allowed;
  /// What a stop before the first wait does.
  early_cancellation early = early_cancellation::at_first_wait;
};

}  // namespace cutpoint::asio
