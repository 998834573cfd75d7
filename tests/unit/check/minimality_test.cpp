// What is claimed of final traces, and when.

#include "unit/check/proofs.hpp"

#include "check/recorded_run.hpp"

#include <cutpoint/check/interruption.hpp>
#include <cutpoint/report/summary.hpp>
#include <cutpoint/report/text.hpp>

#include <csignal>
#include <cstdlib>

namespace cutpoint::unit {
namespace {

void three_odd_requests_meet() {
  int odd = 0;
  const auto fine = at_end("they are not three", [&] { return odd < 3; });
  auto noise = spawn("noise", [] {
    for (int i = 0; i < 2; ++i) await(yield("noise"));
  });
  for (int i = 0; i < 4; ++i) odd += choose(2, "request") == 1 ? 1 : 0;
  await(noise.join());
}

report check_three(options wanted) {
  wanted.out.clear();
  wanted.modes = {};
  wanted.exhaustive = 3;
  wanted.random_runs = 0;
  return check(make_program(three_odd_requests_meet), wanted);
}

TEST(Minimality, IsClaimedInTheReport) {
  const report r = check_three({});
  ASSERT_THAT(r.findings, ::testing::SizeIs(1));
  const minimality& least = r.findings[0].least;
  EXPECT_TRUE(least.proved);
  EXPECT_EQ(least.deviations, 3U);
  EXPECT_THAT(format_text(r),
              ::testing::HasSubstr("  proved: no failing run has fewer deviations, and none with "
                                   "as many comes earlier (" +
                                   std::to_string(least.runs) + " runs)\n"));
  EXPECT_TRUE(summary_of(r).findings.at(0).proved_minimal);
}

TEST(Minimality, IsClaimedAsFarAsABudgetOfRunsWent) {
  const report r = check_three({.proof_runs = 30});
  ASSERT_THAT(r.findings, ::testing::SizeIs(1));
  const minimality& least = r.findings[0].least;
  EXPECT_FALSE(least.proved);
  EXPECT_EQ(least.deviations, 3U);
  EXPECT_EQ(in_words(least), "proved so far: no failing run has fewer than 3 deviations (" +
                                 std::to_string(least.runs) + " runs); then the budget was spent");
  EXPECT_FALSE(summary_of(r).findings.at(0).proved_minimal);
}

TEST(Minimality, IsNotLookedForWithoutRuns) {
  const report r = check_three({.proof_runs = 0});
  ASSERT_THAT(r.findings, ::testing::SizeIs(1));
  EXPECT_EQ(r.findings[0].least, minimality{});
  EXPECT_THAT(format_text(r), ::testing::Not(::testing::HasSubstr("proved")));
}

TEST(Minimality, OfADeathIsProvedToo) {
  const report r = check(make_program([] {
                           int odd = 0;
                           for (int i = 0; i < 4; ++i) odd += choose(3, "request") == 2 ? 1 : 0;
                           await(yield("work"));
                           if (odd == 2) std::abort();
                         }),
                         sweep_only({.modes = {}, .exhaustive = 2}));
  ASSERT_THAT(r.findings, ::testing::SizeIs(1));
  EXPECT_EQ(r.findings[0].what.identity.by, oracle::death);
  EXPECT_TRUE(r.findings[0].least.proved);
  ASSERT_THAT(r.findings[0].how.deviations, ::testing::SizeIs(2));
  EXPECT_EQ(r.findings[0].how.deviations[0].address.ordinal, 1U);
  EXPECT_EQ(r.findings[0].how.deviations[1].address.ordinal, 2U);
}

// A killed process does not tell in which step it was, so nothing is left out by what it had taken.
TEST(Minimality, OfADeathInAnUnknownStepLeavesOutNothing) {
  options wanted = for_proofs(isolation::worker);
  wanted.modes = {};
  wanted.shrink_runs = 0;
  const program tried = make_program([] {
    int odd = 0;
    for (int i = 0; i < 3; ++i) odd += choose(2, "request") == 1 ? 1 : 0;
    if (odd == 2) std::raise(SIGKILL);
    await(yield("work"));
  });
  const shared_pages pages;
  const std::vector<taken_choice> last_two = {{.number = 2, .move = 1}, {.number = 3, .move = 1}};
  const recorded_run start =
      record_run(tried, wanted, numbered(last_two), replay_key::number, *pages);
  ASSERT_THAT(start.found, ::testing::SizeIs(1));
  const explained_finding f = confirm(
      tried, wanted,
      {.identity = start.found[0].identity, .at = {}, .taken = last_two, .difference = {}}, *pages);
  EXPECT_EQ(f.what.identity.by, oracle::death);
  EXPECT_TRUE(f.least.proved);
  ASSERT_THAT(f.how.deviations, ::testing::SizeIs(2));
  EXPECT_EQ(f.how.deviations[0].address.ordinal, 1U);
  EXPECT_EQ(f.how.deviations[1].address.ordinal, 2U);
}

// What would extend a run that died is not known, so nothing is claimed of it.
TEST(Minimality, IsNotClaimedBehindARunThatDied) {
  options wanted = for_proofs(isolation::worker);
  wanted.modes = {};
  const program tried = make_program([] {
    int odd = 0;
    const auto fine = at_end("they are not two", [&] { return odd != 2; });
    for (int i = 0; i < 3; ++i) odd += choose(2, "request") == 1 ? 1 : 0;
    await(yield("work"));
    if (odd == 1) std::abort();
  });
  const shared_pages pages;
  const explained_finding f =
      confirm(tried, wanted,
              {.identity = {.by = oracle::invariant, .subject = "they are not two", .task = {}},
               .at = {},
               .taken = {{.number = 1, .move = 1}, {.number = 2, .move = 1}},
               .difference = {}},
              *pages);
  EXPECT_EQ(f.what.identity.by, oracle::invariant);
  EXPECT_THAT(f.how.deviations, ::testing::SizeIs(2));
  EXPECT_FALSE(f.least.proved);
  EXPECT_EQ(f.least.deviations, 2U);
  EXPECT_THAT(f.least.obstacle, ::testing::HasSubstr("a run died"));
}

TEST(Minimality, ThatIsInterruptedKeepsTheBestSoFar) {
  // Who runs the tests in the background may have them ignore it.
  const auto usual = std::signal(SIGINT, SIG_DFL);
  options wanted = for_proofs(isolation::in_process);
  wanted.modes = {};
  int left = 1'000;
  const program tried = make_program([&left] {
    if (--left == 0) std::raise(SIGINT);
    three_odd_requests_meet();
  });
  in_process runs(tried, bounds_of_proofs(wanted));
  random_walk walk(seed{1}, 500, 12);
  judged_run made;
  for (std::uint64_t job = 0; made.found.empty() && job < 500; ++job) made = runs.run(walk, job);
  ASSERT_FALSE(made.found.empty());
  const shared_pages pages;
  explained_finding f;
  {
    const interruption noted;
    left = 30;
    f = confirm(tried, wanted,
                {.identity = made.found.front().identity,
                 .at = {},
                 .taken = taken_of(made.run.deviations),
                 .difference = {}},
                *pages);
  }
  // The next one starts afresh, for whoever is tested next in this process.
  const interruption forgets;
  ASSERT_FALSE(interruption::asked());
  std::signal(SIGINT, usual);
  EXPECT_EQ(f.what.identity.by, oracle::invariant);
  EXPECT_FALSE(f.least.proved);
  EXPECT_EQ(f.least.obstacle, "it was interrupted");
  EXPECT_GE(f.how.deviations.size(), 3U);
}

}  // namespace
}  // namespace cutpoint::unit
