#include "context.hpp"

#include "sanitizer.hpp"

#include <cxxabi.h>

#if defined(__x86_64__)
#include <xmmintrin.h>
#ifdef __ELF__
#define CUTPOINT_BALANCED_JUMP 1
#endif
#endif

using boost::context::detail::fcontext_t;
using boost::context::detail::transfer_t;

#ifdef CUTPOINT_BALANCED_JUMP
// jump_fcontext is called but leaves by a jump, so the processor's prediction of every later return
// is off by one frame. Entered from here, by a jump, with the address of a `ret` as its return
// address, the context that is resumed leaves through that `ret`, which pops what the call of
// cutpoint_jump_fcontext pushed: calls and returns balance again. The first entry into a new
// context does not come here and stays a jump.
extern "C" transfer_t cutpoint_jump_fcontext(fcontext_t to, void* data);
asm(R"(
  .pushsection .text.cutpoint_jump_fcontext,"ax",@progbits
  .globl cutpoint_jump_fcontext
  .hidden cutpoint_jump_fcontext
  .type cutpoint_jump_fcontext,@function
  .p2align 4
cutpoint_jump_fcontext:
  .cfi_startproc
  leaq 1f(%rip), %rax
  pushq %rax
  .cfi_adjust_cfa_offset 8
  jmp jump_fcontext@PLT
  .cfi_adjust_cfa_offset -8
  nop  # debuggers look up the caller of jump_fcontext by the byte before its return address
1:
  ret
  .cfi_endproc
  .size cutpoint_jump_fcontext,.-cutpoint_jump_fcontext
  .popsection
)");
#endif

namespace cutpoint::fibers {
namespace {

#if defined(__x86_64__)
constexpr unsigned sticky_flags = 0x3f;
#endif

// Between leaving a stack and arriving on another the sanitizer believes itself on neither, and may
// have freed the one it keeps instead: nothing there is instrumented.
[[gnu::no_sanitize_address]] transfer_t jump(fcontext_t to, void* data) {
#ifdef CUTPOINT_BALANCED_JUMP
  // Contexts that differ in their sticky floating-point flags make each switch ten times as dear,
  // and flags that one task raised would show in another.
  const unsigned mode = _mm_getcsr();
  if ((mode & sticky_flags) != 0) _mm_setcsr(mode & ~sticky_flags);
  return cutpoint_jump_fcontext(to, data);
#else
  return boost::context::detail::jump_fcontext(to, data);
#endif
}

}  // namespace

#if defined(__x86_64__)
float_mode current_float_mode() {
  float_mode mode;
  mode.vector = _mm_getcsr() & ~sticky_flags;
  asm volatile("fnstcw %0" : "=m"(mode.x87));
  return mode;
}

void set_float_mode(const float_mode& mode) {
  _mm_setcsr(mode.vector);
  asm volatile("fnclex\n\tfldcw %0" : : "m"(mode.x87));
}
#else
float_mode current_float_mode() {
  float_mode mode;
  std::fegetenv(&mode.all);
  return mode;
}

void set_float_mode(const float_mode& mode) {
  std::fesetenv(&mode.all);
  std::feclearexcept(FE_ALL_EXCEPT);
}
#endif

exception_state& thread_exceptions() {
  return *reinterpret_cast<exception_state*>(abi::__cxa_get_globals());
}

[[gnu::no_sanitize_address]] void switch_context(context& from, context& to, exception_state& live,
                                                 leaving how) {
  from.exceptions = live;
  live = to.exceptions;
  start_switch(how == leaving::to_return ? &from.fake_stack : nullptr, to.stack_bottom,
               to.stack_size);
  const transfer_t back = jump(to.handle, &from);
  context& left = *static_cast<context*>(back.data);
  left.handle = back.fctx;
  finish_switch(from.fake_stack, nullptr, nullptr);
}

void prepare(context& made, const stack& s, void (*entry)(transfer_t)) {
  made.handle = boost::context::detail::make_fcontext(s.top, s.size(), entry);
  made.exceptions = {};
  made.stack_bottom = s.bottom;
  made.stack_size = s.size();
  made.fake_stack = nullptr;
}

[[gnu::no_sanitize_address]] void arrived(context&, transfer_t from) {
  context& left = *static_cast<context*>(from.data);
  left.handle = from.fctx;
  const void* bottom = nullptr;
  std::size_t size = 0;
  finish_switch(nullptr, &bottom, &size);
  if (left.stack_bottom == nullptr) {
    left.stack_bottom = bottom;
    left.stack_size = size;
  }
}

}  // namespace cutpoint::fibers
