// A debugger, and an exception, find the callers of a task from every instruction of a switch.

#include "jump.hpp"
#include "unit/one_run.hpp"

#include <cutpoint/kernel/address_sanitizer.hpp>

#include <gtest/gtest.h>

#if defined(CUTPOINT_BALANCED_JUMP) && defined(__linux__) && !defined(CUTPOINT_ADDRESS_SANITIZER)

#include <signal.h>
#include <ucontext.h>
#include <unwind.h>

#include <cstdint>

namespace cutpoint::unit {
namespace {

// Its size, in bytes: what stands in jump.cpp.
constexpr std::uintptr_t size_of_switch = 15;

int steps_in_switch = 0;
int walks_to_the_task = 0;

[[gnu::noinline]] void yields_often() {
  for (int i = 0; i < 3; ++i) await(yield());
  asm volatile("");
}

_Unwind_Reason_Code look_for_task(_Unwind_Context* frame, void* found) {
  const std::uintptr_t function = _Unwind_GetRegionStart(frame);
  if (function == reinterpret_cast<std::uintptr_t>(&yields_often))
    *static_cast<bool*>(found) = true;
  return _URC_NO_REASON;
}

// Called before each instruction.
void look_around(int, siginfo_t*, void* state) {
  const auto at =
      static_cast<std::uintptr_t>(static_cast<ucontext_t*>(state)->uc_mcontext.gregs[REG_RIP]);
  const auto begin = reinterpret_cast<std::uintptr_t>(&fibers::cutpoint_jump_fcontext);
  if (at < begin || at >= begin + size_of_switch) return;
  ++steps_in_switch;
  bool found = false;
  _Unwind_Backtrace(look_for_task, &found);
  walks_to_the_task += found ? 1 : 0;
}

void step_by_instruction(bool on) {
  // Below what the compiler may keep under the stack pointer.
  if (on)
    asm volatile(
        "lea -128(%%rsp), %%rsp\n\tpushfq\n\torq $0x100, (%%rsp)\n\tpopfq\n\tlea 128(%%rsp), "
        "%%rsp" ::
            : "memory", "cc");
  else
    asm volatile(
        "lea -128(%%rsp), %%rsp\n\tpushfq\n\tandq $~0x100, (%%rsp)\n\tpopfq\n\tlea 128(%%rsp), "
        "%%rsp" ::
            : "memory", "cc");
}

TEST(FiberSwitch, IsWalkedThroughFromEachOfItsInstructions) {
  struct sigaction looks = {};
  struct sigaction before = {};
  looks.sa_sigaction = look_around;
  looks.sa_flags = SA_SIGINFO;
  ASSERT_EQ(sigaction(SIGTRAP, &looks, &before), 0);
  const one_run run([] {
    auto other = spawn("other", yields_often);
    await(yield());  // it is on its way
    step_by_instruction(true);
    await(yield());
    step_by_instruction(false);
    await(other.join());
  });
  sigaction(SIGTRAP, &before, nullptr);
  // To and from the task, three instructions before the jump and one behind it; half of them are on
  // the stack of `main`.
  EXPECT_EQ(steps_in_switch, 8);
  EXPECT_EQ(walks_to_the_task, 4);
  EXPECT_EQ(run.end, run_end::completed);
}

}  // namespace
}  // namespace cutpoint::unit

#endif
