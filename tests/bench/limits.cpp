#include "limits.hpp"

#include "processor_time.hpp"

#include <boost/context/detail/fcontext.hpp>

#include <coroutine>
#include <cstddef>
#include <memory>
#include <utility>

namespace cutpoint::bench {
namespace {

using boost::context::detail::fcontext_t;
using boost::context::detail::jump_fcontext;
using boost::context::detail::make_fcontext;
using boost::context::detail::transfer_t;

constexpr std::size_t stack_size = 16 * 1024;

template <class Operation>
double time_of(int times, const Operation& operation) {
  operation();
  const double begin = processor_time_ns();
  for (int i = 0; i < times; ++i) operation();
  return (processor_time_ns() - begin) / times;
}

void jump_back_for_ever(transfer_t from) {
  for (;;) from = jump_fcontext(from.fctx, nullptr);
}

struct endless {
  struct promise_type {
    endless get_return_object() {
      return {std::coroutine_handle<promise_type>::from_promise(*this)};
    }
    std::suspend_always initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() {}
  };
  std::coroutine_handle<> frame;
};

endless suspend_for_ever() {
  for (;;) co_await std::suspend_always();
}

[[gnu::noinline]] void do_nothing() { asm volatile(""); }

}  // namespace

double raw_jump_ns() {
  const auto stack = std::make_unique<std::byte[]>(stack_size);
  fcontext_t partner = make_fcontext(stack.get() + stack_size, stack_size, jump_back_for_ever);
  return time_of(500'000, [&] { partner = jump_fcontext(partner, nullptr).fctx; }) / 2;
}

double context_ns() {
  const auto stack = std::make_unique<std::byte[]>(stack_size);
  return time_of(200'000, [&] {
    jump_fcontext(make_fcontext(stack.get() + stack_size, stack_size, jump_back_for_ever), nullptr);
  });
}

double coroutine_step_ns() {
  const endless steps = suspend_for_ever();
  const double time = time_of(1'000'000, [&] { steps.frame.resume(); });
  steps.frame.destroy();
  return time;
}

double throw_ns() {
  return time_of(5'000, [] {
    try {
      throw 1;
    } catch (int) {
    }
  });
}

double bare_call_ns() { return time_of(2'000'000, do_nothing); }

}  // namespace cutpoint::bench
