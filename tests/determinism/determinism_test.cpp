// Programs that are not deterministic, each in another way. Every check says so, and never that the
// program has a bug; with cutpoint::determinism linked in, the call is named that did it.

#include "files/temporary_folder.hpp"
#include "programs/depends_on.hpp"

#include <cutpoint/check.hpp>
#include <cutpoint/determinism/watched_calls.hpp>
#include <cutpoint/fiber.hpp>
#include <cutpoint/kernel/address_sanitizer.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <string>

namespace cutpoint {
namespace {

using namespace std::chrono_literals;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::MatchesRegex;
using ::testing::SizeIs;
using ::testing::StartsWith;

report check_quietly(const program& checked) {
  options wanted{.out = {}};
  wanted.depth_runs = 0;
  wanted.random_runs = 20;
  return check(checked, wanted);
}

program client_that(void (*asks)()) {
  return make_program([asks] {
    auto client = spawn("client", [asks] {
      await(yield("server.ask"));
      asks();
    });
    await(client.join());
  });
}

struct dependence {
  const char* name;
  void (*asks)();
  const char* hint;  // in a note
  const char* call;  // the one that is named; empty: none can be
};

void PrintTo(const dependence& d, std::ostream* to) { *to << d.name; }

class EveryDependence : public ::testing::TestWithParam<dependence> {};

TEST_P(EveryDependence, IsNamedAsSuchAndNeverAsABug) {
  const dependence& d = GetParam();
  const report r = check_quietly(client_that(d.asks));
  EXPECT_EQ(r.result, verdict::not_deterministic);
  ASSERT_THAT(r.findings, SizeIs(1)) << format_text(r);
  const finding& f = r.findings[0].what;
  EXPECT_EQ(f.identity.by, oracle::not_deterministic);
  EXPECT_THAT(f.message, StartsWith("the same choices led to two different runs: "));
  EXPECT_THAT(f.notes, Contains(HasSubstr(d.hint))) << format_text(r);
  if (*d.call == '\0') return;
  EXPECT_THAT(
      f.notes,
      Contains(MatchesRegex("main/client calls " + std::string(d.call) +
                            " .*, in step [0-9]+ behind (server.ask|work) .*_(test|on).cpp.*")))
      << format_text(r);
}

constexpr dependence everywhere[] = {
    {"thread", programs::depends_on_a_thread, "a thread", "pthread_create"},
    {"clock", programs::depends_on_a_clock, "real clock", "clock_gettime"},
    {"random_device", programs::depends_on_random_device, "a random number", "std::random_device"},
    {"seed", programs::depends_on_the_time_as_seed, "real clock", "time"},
    {"process_id", programs::depends_on_the_process_id, "a process id", "getpid"},
    {"stacks", programs::depends_on_addresses_of_stacks, "compares or hashes pointers", ""},
    {"fresh_stack", programs::depends_on_a_fresh_stack, "never written", ""},
    {"earlier_runs", programs::depends_on_earlier_runs, "state that outlives a run", ""},
    {"file", programs::depends_on_a_file_that_it_writes, "a file that the program changes", ""},
    {"only_when_stopped", programs::depends_on_the_process_id_when_stopped, "a process id",
     "getpid"},
};

INSTANTIATE_TEST_SUITE_P(Everywhere, EveryDependence, ::testing::ValuesIn(everywhere),
                         [](const auto& tested) { return tested.param.name; });

// AddressSanitizer's allocator fills memory and hands out addresses in its own way.
#ifndef CUTPOINT_ADDRESS_SANITIZER
constexpr dependence where_the_heap_is_the_c_librarys[] = {
    {"pointers", programs::depends_on_addresses, "compares or hashes pointers", ""},
    {"hashed_pointers", programs::depends_on_hashed_addresses, "hash", ""},
    {"fresh_memory", programs::depends_on_fresh_memory, "never written", ""},
};

INSTANTIATE_TEST_SUITE_P(OnTheHeap, EveryDependence,
                         ::testing::ValuesIn(where_the_heap_is_the_c_librarys),
                         [](const auto& tested) { return tested.param.name; });
#endif

TEST(Determinism, IsNotDoubtedWhereACallDoesNotMatter) {
  const report r = check_quietly(client_that([] {
    [[maybe_unused]] const auto started = std::chrono::steady_clock::now();
    [[maybe_unused]] const char* const home = std::getenv("HOME");
  }));
  EXPECT_EQ(r.result, verdict::clean) << format_text(r);
  EXPECT_THAT(r.findings, IsEmpty());
}

TEST(Determinism, LeavesTheClockRightOutsideOfRuns) {
  const auto before = std::chrono::system_clock::now();
  check_quietly(client_that(programs::depends_on_a_clock));
  EXPECT_LT(std::chrono::system_clock::now() - before, 1h);
}

TEST(Determinism, ListsTheCallsThatItWatches) {
  const auto calls = determinism::watched_calls();
  for (const dependence& d : everywhere) {
    if (*d.call == '\0') continue;
    EXPECT_NE(std::ranges::find(calls, d.call), calls.end()) << d.call;
  }
}

}  // namespace
}  // namespace cutpoint
