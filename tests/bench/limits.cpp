// What no tool of this kind can beat on this machine.

#include "measure.hpp"
#include "raw_jump.hpp"

#include <benchmark/benchmark.h>
#include <boost/context/fiber.hpp>

#include <utility>

namespace cutpoint::bench {
namespace {

[[gnu::noinline]] void do_nothing() { asm volatile(""); }

void limit_bare_call(benchmark::State& state) { measure(state, 1, do_nothing); }

// Two jumps: there and back.
void limit_raw_jump(benchmark::State& state) {
  jump_partner partner;
  measure(state, 2, [&] { partner.visit(); });
}

void limit_boost_fiber_resume(benchmark::State& state) {
  boost::context::fiber other([](boost::context::fiber&& from) {
    for (;;) from = std::move(from).resume();
    return std::move(from);
  });
  measure(state, 2, [&] { other = std::move(other).resume(); });
}

BENCHMARK(limit_bare_call);
BENCHMARK(limit_raw_jump);
BENCHMARK(limit_boost_fiber_resume);

}  // namespace
}  // namespace cutpoint::bench
