#include "jump.hpp"

#ifdef CUTPOINT_BALANCED_JUMP

// jump_fcontext is called but leaves by a jump, so the processor's prediction of every later return
// is off by one frame. Entered from here, by a jump, with the address of a `ret` as its return
// address, the context that is resumed leaves through that `ret`, which pops what the call of
// cutpoint_jump_fcontext pushed: calls and returns balance again. The first entry into a new
// context does not come here and stays a jump.
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

#ifdef CUTPOINT_BALANCED_JUMP

float_mode current_float_mode() {
  constexpr unsigned sticky_flags = 0x3f;
  float_mode mode;
  mode.vector = _mm_getcsr() & ~sticky_flags;
  asm volatile("fnstcw %0" : "=m"(mode.x87));
  return mode;
}

// Tasks rarely change the mode, and setting it costs more than looking.
void set_float_mode(const float_mode& mode) {
  if (_mm_getcsr() != mode.vector) _mm_setcsr(mode.vector);
  unsigned short status = 0;
  unsigned short control = 0;
  asm volatile("fnstsw %0\n\tfnstcw %1" : "=am"(status), "=m"(control));
  if ((status & 0xff) != 0) asm volatile("fnclex");
  if (control != mode.x87) asm volatile("fldcw %0" : : "m"(mode.x87));
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

}  // namespace cutpoint::fibers
