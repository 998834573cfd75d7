// What tests/bench/instructions runs under callgrind: each workload a few times, between two calls
// of a function that callgrind is told to dump its counts at.

#include "random_runs.hpp"
#include "workloads.hpp"

#include <boost/context/detail/fcontext.hpp>

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string_view>
#include <vector>

extern "C" {
/// Callgrind dumps what it has counted since the last call.
[[gnu::noinline]] void cutpoint_dump_counts() { asm volatile(""); }
}

namespace cutpoint::bench {
namespace {

struct workload {
  std::string_view name;
  program runs;
  std::uint64_t steps;  ///< of one run
  std::uint64_t times;
  bool observed = false;
};

std::vector<workload> workloads() {
  return {
      {"w1_fibers", fibers_that_yield(w1_crowd), w1_crowd.steps(), 200},
      {"w2_fibers", fibers_that_yield(w2_crowd), w2_crowd.steps(), 10},
      {"w2_coroutines", coroutines_that_yield(w2_crowd), w2_crowd.steps(), 10},
      {"w2_fibers_observed", fibers_that_yield(w2_crowd), w2_crowd.steps(), 10, true},
      {"w3_fibers", locked_increments(), locked_increments_made, 200},
      {"w4_fibers", spawn_and_join(1'000), 1'000, 10},
  };
}

void count(const workload& w) {
  random_runs made(w.runs);
  if (w.observed) made.observe_events();
  for (int i = 0; i < 3; ++i) made.run();  // pools and tables grow to their size
  cutpoint_dump_counts();
  for (std::uint64_t i = 0; i < w.times; ++i) made.run();
  cutpoint_dump_counts();
  std::printf("%s %llu\n", w.name.data(), static_cast<unsigned long long>(w.steps * w.times));
}

// What a bare jump between two contexts takes, as a measure of the others.
void count_raw_jumps() {
  constexpr std::uint64_t visits = 10'000;
  static std::byte stack[16 * 1024];
  boost::context::detail::fcontext_t partner = boost::context::detail::make_fcontext(
      stack + sizeof stack, sizeof stack, [](boost::context::detail::transfer_t from) {
        for (;;) from = boost::context::detail::jump_fcontext(from.fctx, nullptr);
      });
  const auto visit = [&] {
    partner = boost::context::detail::jump_fcontext(partner, nullptr).fctx;
  };
  visit();
  cutpoint_dump_counts();
  for (std::uint64_t i = 0; i < visits; ++i) visit();
  cutpoint_dump_counts();
  std::printf("raw_jump %llu\n", static_cast<unsigned long long>(2 * visits));
}

}  // namespace
}  // namespace cutpoint::bench

// Prints the name of each workload, and how many steps are counted in every second dump.
// `counted_runs NAME TIMES` runs one only, for a profile.
int main(int argc, char** argv) {
  using namespace cutpoint::bench;
  for (workload& w : workloads()) {
    if (argc > 1 && w.name != argv[1]) continue;
    if (argc > 2) w.times = std::strtoull(argv[2], nullptr, 10);
    count(w);
  }
  if (argc == 1) count_raw_jumps();
}
