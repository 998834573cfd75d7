#pragma once

#include "stack_pool.hpp"

#include <boost/context/detail/fcontext.hpp>

#include <cfenv>
#include <cstddef>

namespace cutpoint::fibers {

/// The C++ runtime's per-thread record of exceptions in flight, in the layout that the Itanium ABI
/// fixes for `__cxa_eh_globals`.
struct exception_state {
  void* caught = nullptr;
  unsigned int uncaught = 0;
};

/// Returns: the record of this thread. The address holds for the thread's life.
exception_state& thread_exceptions();

/// A place where control can be left and taken up again.
struct context {
  boost::context::detail::fcontext_t handle = nullptr;
  exception_state exceptions;
  const void* stack_bottom = nullptr;  ///< for the sanitizer
  std::size_t stack_size = 0;
  void* fake_stack = nullptr;
};

/// How the processor computes with floating-point numbers: rounding, and what else a task may set.
struct float_mode {
#if defined(__x86_64__)
  unsigned int vector = 0;
  unsigned short x87 = 0;
#else
  std::fenv_t all{};
#endif
};

float_mode current_float_mode();
/// Sets the mode, with no exception flag raised.
void set_float_mode(const float_mode& mode);

/// What happens to the context that is left.
enum class leaving : unsigned char { to_return, for_good };

/// Leaves `from` and goes on at `to`, each with its own exceptions in flight. Returns when somebody
/// switches to `from` again.
void switch_context(context& from, context& to, exception_state& live,
                    leaving how = leaving::to_return);

/// Makes `made` a context that begins in `entry` on the stack `s`, when first switched to.
/// `entry` calls `arrived()` first.
void prepare(context& made, const stack& s, void (*entry)(boost::context::detail::transfer_t));

/// Completes the switch that led to the beginning of `self`.
void arrived(context& self, boost::context::detail::transfer_t from);

}  // namespace cutpoint::fibers
