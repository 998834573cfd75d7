#pragma once

#include "jump.hpp"
#include "sanitizer.hpp"
#include "stack_pool.hpp"

#include <cstddef>
#include <cstring>

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

/// What happens to the context that is left.
enum class leaving : unsigned char { to_return, for_good };

/// Leaves `from` and goes on at `to`, each with its own exceptions in flight. Returns when somebody
/// switches to `from` again.
// Between leaving a stack and arriving on another the sanitizer believes itself on neither, and may
// have freed the one it keeps instead: nothing there is instrumented.
[[gnu::no_sanitize_address]] inline void switch_context(context& from, context& to,
                                                        exception_state& live,
                                                        leaving how = leaving::to_return) {
  // As 16 bytes each: by members it would be twice as many instructions.
  std::memcpy(&from.exceptions, &live, sizeof live);
  std::memcpy(&live, &to.exceptions, sizeof live);
  start_switch(how == leaving::to_return ? &from.fake_stack : nullptr, to.stack_bottom,
               to.stack_size);
  const auto back = jump(to.handle, &from);
  static_cast<context*>(back.data)->handle = back.fctx;
  finish_switch(from.fake_stack, nullptr, nullptr);
}

/// Makes `made` a context that begins in `entry` on the stack `s`, when first switched to.
/// `entry` calls `arrived()` first.
void prepare(context& made, const stack& s, void (*entry)(boost::context::detail::transfer_t));

/// Completes the switch that led to the beginning of `self`.
void arrived(context& self, boost::context::detail::transfer_t from);

}  // namespace cutpoint::fibers
