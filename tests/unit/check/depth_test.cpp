// What check() does behind the sweep: two deviations, exhaustion, and shrinking.

#include "unit/check/checking.hpp"

#include <cstdlib>

namespace cutpoint {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::SizeIs;

// Its cleanup waits without a shield, so a second stop cuts it short.
void cleanup_is_stopped_too() {
  auto notify = spawn("notify", [] {
    const entry_id connection = acquire("connection");
    try {
      await(sleep_for(1s, "db.begin"));
    } catch (const cancelled&) {
      await(sleep_for(1s, "db.rollback"));
      release(connection);
      throw;
    }
    release(connection);
  });
  await(notify.join());
}

options no_random(options wanted = {}) {
  wanted.random_runs = 0;
  wanted.out.clear();
  return wanted;
}

TEST(SweepInDepth, FindsWhatTwoStopsBreakTogether) {
  const report r = check(make_program(cleanup_is_stopped_too), no_random());
  ASSERT_THAT(r.findings, SizeIs(1));
  EXPECT_EQ(r.findings[0].phase, search_phase::depth);
  EXPECT_EQ(r.findings[0].what.identity.by, oracle::leak);
  ASSERT_THAT(r.findings[0].how.deviations, SizeIs(2));
  EXPECT_EQ(r.findings[0].how.deviations[1].address.at, window::in_cleanup);
  EXPECT_TRUE(r.exhausted);
}

TEST(SweepInDepth, FindsNothingThereWhereOnlyOneStopMayCome) {
  EXPECT_EQ(check(make_program(cleanup_is_stopped_too), no_random({.stops = 1})).result,
            verdict::clean);
}

TEST(SweepInDepth, LeavesOffWhereItsRunsAreSpentAndSaysSo) {
  const report r = check(make_program(cleanup_is_stopped_too), no_random({.depth_runs = 5}));
  EXPECT_EQ(r.result, verdict::clean);
  EXPECT_FALSE(r.exhausted);
  EXPECT_GT(r.phases.at(2).runs, 0U);
  EXPECT_LE(r.phases[2].runs, 5U);
  EXPECT_LT(r.phases[2].done, r.phases[2].jobs);
  EXPECT_THAT(format_text(r), HasSubstr("sweep in depth " + std::to_string(r.phases[2].runs) +
                                        ", " + std::to_string(r.phases[2].done) + "/"));
}

TEST(SweepInDepth, GoesOnBehindARunThatKillsItsWorker) {
  const report r = check(make_program([] {
                           auto reckless = spawn("reckless", [] {
                             try {
                               await(sleep_for(1s, "work"));
                             } catch (const cancelled&) {
                               try {
                                 await(sleep_for(1s, "tidy"));
                               } catch (const cancelled&) {
                                 std::abort();
                               }
                               throw;
                             }
                           });
                           cleanup_is_stopped_too();
                           await(reckless.join());
                         }),
                         no_random());
  ASSERT_THAT(r.findings, SizeIs(2));
  EXPECT_EQ(r.findings[0].what.identity.by, oracle::death);
  EXPECT_EQ(r.findings[0].phase, search_phase::depth);
  EXPECT_THAT(r.findings[0].how.deviations, SizeIs(2));
  EXPECT_EQ(r.findings[1].what.identity.by, oracle::leak);
  EXPECT_TRUE(r.exhausted);
}

TEST(ExhaustiveSearch, MakesEveryRunWithSoManyDeviationsAndSaysSo) {
  const report r = check(make_program(cleanup_is_stopped_too),
                         no_random({.stops = 1, .depth_runs = 0, .exhaustive = 3}));
  EXPECT_EQ(r.result, verdict::clean);
  EXPECT_TRUE(r.exhausted);
  ASSERT_THAT(r.phases, SizeIs(3));
  EXPECT_EQ(r.phases[2].phase, search_phase::exhaustive);
  EXPECT_EQ(r.phases[2].done, r.phases[2].jobs);
  EXPECT_GT(r.phases[2].runs, r.phases[1].runs);
}

TEST(ExhaustiveSearch, FindsWhatThreeDeviationsBreakTogether) {
  const report r = check(make_program([] {
                           bool failed = false;
                           const auto fine =
                               at_end("it is not three times odd", [&] { return !failed; });
                           int odd = 0;
                           for (int i = 0; i < 4; ++i) odd += choose(2, "request") == 1 ? 1 : 0;
                           failed = odd == 3;
                           await(yield("work"));
                         }),
                         no_random({.modes = {}, .exhaustive = 3}));
  ASSERT_THAT(r.findings, SizeIs(1));
  EXPECT_EQ(r.findings[0].phase, search_phase::exhaustive);
  EXPECT_THAT(r.findings[0].how.deviations, SizeIs(3));
}

TEST(Shrinking, LeavesOnlyWhatTheFindingNeeds) {
  options wanted = no_random({.depth_runs = 0});
  wanted.random_runs = 500;
  wanted.max_findings = 1;
  const report r = check(make_program([] {
                           const auto noisy = [] {
                             for (int i = 0; i < 5; ++i) {
                               choose(3, "noise");
                               await(yield("noise"));
                             }
                           };
                           auto one = spawn("noise", noisy);
                           auto two = spawn("noise", noisy);
                           cleanup_is_stopped_too();
                           await(one.join());
                           await(two.join());
                         }),
                         wanted);
  ASSERT_THAT(r.findings, SizeIs(1));
  const explained_finding& f = r.findings[0];
  EXPECT_EQ(f.phase, search_phase::random);
  EXPECT_EQ(f.shrunk, shrink_end::fixpoint);
  EXPECT_GT(f.runs_to_shrink, 0U);
  EXPECT_TRUE(f.least.proved);
  ASSERT_THAT(f.how.deviations, SizeIs(2));
  EXPECT_EQ(f.how.deviations[0].address.task, "main/notify");
  EXPECT_EQ(f.how.deviations[0].address.operation, "db.begin");
  EXPECT_EQ(f.how.deviations[1].address.operation, "db.rollback");
}

TEST(Shrinking, IsLeftOutWhereNoRunsAreGrantedForIt) {
  const report r = check(make_program(cleanup_is_stopped_too), no_random({.shrink_runs = 0}));
  ASSERT_THAT(r.findings, SizeIs(1));
  EXPECT_EQ(r.findings[0].runs_to_shrink, 0U);
  EXPECT_EQ(r.findings[0].shrunk, shrink_end::budget);
}

TEST(Shrinking, MakesADeathSmallToo) {
  options wanted = no_random({.depth_runs = 0});
  wanted.random_runs = 300;
  wanted.max_findings = 1;
  const report r = check(make_program([] {
                           const auto noisy = [] {
                             for (int i = 0; i < 3; ++i) await(yield("noise"));
                           };
                           auto one = spawn("noise", noisy);
                           auto two = spawn("noise", noisy);
                           int odd = 0;
                           for (int i = 0; i < 3; ++i) odd += choose(2, "request") == 1 ? 1 : 0;
                           if (odd == 3) std::abort();
                           await(one.join());
                           await(two.join());
                         }),
                         wanted);
  ASSERT_THAT(r.findings, SizeIs(1));
  EXPECT_EQ(r.findings[0].what.identity.by, oracle::death);
  EXPECT_EQ(r.findings[0].phase, search_phase::random);
  EXPECT_THAT(r.findings[0].how.deviations, SizeIs(3));
}

TEST(Patience, CanBeTuned) {
  const auto slow = [] {
    auto worker = spawn("worker", [] {
      const shield whole;
      await(sleep_for(8s, "work"));
    });
    await(worker.join());
  };
  const report strict = check(make_program(slow), sweep_only());
  ASSERT_THAT(strict.findings, SizeIs(1));
  EXPECT_EQ(strict.findings[0].what.identity.by, oracle::ignored_stop);
  EXPECT_EQ(check(make_program(slow), sweep_only({.patience = {.waiting = 10s}})).result,
            verdict::clean);
}

TEST(NoSuspendAfterStop, CanBePromisedForEveryTask) {
  const report r =
      check(make_program(cleanup_is_stopped_too), sweep_only({.no_suspend_after_stop = true}));
  ASSERT_THAT(r.findings, SizeIs(1));
  EXPECT_EQ(r.findings[0].what.identity.by, oracle::suspended_after_stop);
  EXPECT_EQ(r.findings[0].what.identity.subject, "db.rollback");
}

}  // namespace
}  // namespace cutpoint
