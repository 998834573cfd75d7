#pragma once

#include <boost/context/detail/fcontext.hpp>

// CUTPOINT_PORTABLE_JUMP selects what runs on machines other than x86-64.
#if defined(__x86_64__) && defined(__ELF__) && !defined(CUTPOINT_PORTABLE_JUMP)
#define CUTPOINT_BALANCED_JUMP 1
#include <xmmintrin.h>
#else
#include <cfenv>
#endif

namespace cutpoint::fibers {

/// How the processor computes with floating-point numbers: rounding, and what else a task may set.
struct float_mode {
#ifdef CUTPOINT_BALANCED_JUMP
  unsigned int vector = 0;
  unsigned short x87 = 0;
#else
  std::fenv_t all{};
#endif
};

float_mode current_float_mode();
/// Sets the mode, with no exception flag raised.
void set_float_mode(const float_mode& mode);

#ifdef CUTPOINT_BALANCED_JUMP

/// Boost's `jump_fcontext`, entered such that the processor's prediction of returns still holds.
extern "C" boost::context::detail::transfer_t cutpoint_jump_fcontext(
    boost::context::detail::fcontext_t to, void* data);

/// Leaves the running context for `to`, with no floating-point exception flag raised. Returns when
/// somebody jumps back.
[[gnu::no_sanitize_address]] inline boost::context::detail::transfer_t jump(
    boost::context::detail::fcontext_t to, void* data) {
  // Contexts that differ in their sticky flags make each switch ten times as dear, and flags that
  // one task raised would show in another.
  constexpr unsigned sticky_flags = 0x3f;
  const unsigned mode = _mm_getcsr();
  if ((mode & sticky_flags) != 0) [[unlikely]]
    _mm_setcsr(mode & ~sticky_flags);
  return cutpoint_jump_fcontext(to, data);
}

#else

[[gnu::no_sanitize_address]] inline boost::context::detail::transfer_t jump(
    boost::context::detail::fcontext_t to, void* data) {
  std::feclearexcept(FE_ALL_EXCEPT);
  return boost::context::detail::jump_fcontext(to, data);
}

#endif

}  // namespace cutpoint::fibers
