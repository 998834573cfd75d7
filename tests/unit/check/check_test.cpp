#include <cutpoint/check/check.hpp>

#include "unit/check/checking.hpp"

namespace cutpoint {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using ::testing::UnorderedElementsAre;

void leak_twice() {
  auto notify = spawn("notify", [] {
    const entry_id connection = acquire("connection");
    await(sleep_for(1s, "db.begin"));
    release(connection);
    const entry_id file = acquire("file");
    await(sleep_for(1s, "disk.write"));
    release(file);
  });
  await(notify.join());
}

const finding_identity connection_leaks = {
    .by = oracle::leak, .subject = "connection", .task = "main/notify"};
const finding_identity file_leaks = {.by = oracle::leak, .subject = "file", .task = "main/notify"};

TEST(Check, IsCleanWhereEveryRunIs) {
  const report r = check_program("connections_go_back");
  EXPECT_EQ(r.result, verdict::clean);
  EXPECT_TRUE(r.passed());
  EXPECT_TRUE(r.exhausted);
  EXPECT_THAT(r.findings, IsEmpty());
  EXPECT_EQ(r.message, "");
}

TEST(Check, CountsTheRunsOfEachPhase) {
  const report r = check_program("connections_go_back", [](options& o) { o.random_runs = 10; });
  ASSERT_THAT(r.phases, SizeIs(4));
  EXPECT_EQ(r.phases[0].phase, search_phase::baseline);
  EXPECT_EQ(r.phases[0].runs, 2U);
  EXPECT_EQ(r.phases[1].phase, search_phase::sweep);
  EXPECT_EQ(r.phases[1].runs, r.phases[1].jobs);
  EXPECT_EQ(r.phases[2].phase, search_phase::depth);
  EXPECT_GT(r.phases[2].runs, r.phases[1].runs);
  EXPECT_EQ(r.phases[2].done, r.phases[2].jobs);
  EXPECT_EQ(r.phases[3].phase, search_phase::random);
  EXPECT_EQ(r.phases[3].runs, 10U);
  EXPECT_EQ(r.runs, r.phases[0].runs + r.phases[1].runs + r.phases[2].runs + r.phases[3].runs);
}

TEST(Check, TellsHowManySuspensionPointsItCut) {
  const report r = check_program("connections_go_back");
  EXPECT_EQ(r.sites_reached, 7U);
  EXPECT_EQ(r.sites_cut, 7U);
}

TEST(Check, SetsSuspensionPointsApartThatNoStopCuts) {
  const program checked = make_program([] {
    auto logger = spawn(unstoppable, "logger", [] { await(yield("log.write")); });
    {
      const shield committing;
      await(yield("db.commit"));
    }
    await(yield("db.close"));
    await(logger.join());
  });
  options wanted = sweep_only();
  const report edges = check(checked, wanted);
  EXPECT_EQ(edges.result, verdict::clean);
  EXPECT_THAT(edges.exempt, UnorderedElementsAre(
                                exempt_point{"main db.commit#1", exemption::by_shield},
                                exempt_point{"main/logger log.write#1", exemption::by_task}));
  EXPECT_EQ(edges.sites_reached, 2U) << "db.close and join";
  EXPECT_EQ(edges.sites_cut, 2U);
  wanted.modes = {stop_mode::edge, stop_mode::drop};
  const report drops_too = check(checked, wanted);
  EXPECT_EQ(drops_too.sites_cut, 3U) << "no shield keeps a drop off";
  EXPECT_THAT(drops_too.exempt, SizeIs(1));
}

TEST(Check, FindsEachBugOnce) {
  const report r = check(make_program(leak_twice), sweep_only());
  EXPECT_EQ(r.result, verdict::findings);
  EXPECT_FALSE(r.passed());
  EXPECT_THAT(identities(r), ElementsAre(connection_leaks, file_leaks));
}

TEST(Check, TakesTheSameBugOfTwoTasksOfOneNameForOne) {
  EXPECT_THAT(identities(check_program("one_of_two_connections_is_lost")),
              ElementsAre(connection_leaks));
}

TEST(Check, EndsWhenItHasFoundEnough) {
  const report r = check(make_program(leak_twice), sweep_only({.max_findings = 1}));
  EXPECT_THAT(identities(r), ElementsAre(connection_leaks));
  EXPECT_FALSE(r.exhausted);
}

TEST(Check, EndsAfterSoManyRuns) {
  const report r = check_program("connections_go_back", [](options& o) { o.max_runs = 17; });
  EXPECT_EQ(r.runs, 17U);
  EXPECT_FALSE(r.exhausted);
  EXPECT_EQ(r.result, verdict::clean);
}

TEST(Check, MakesTheBaselineThoughNoRunsAreLeft) {
  EXPECT_EQ(check_program("connections_go_back", [](options& o) { o.max_runs = 0; }).runs, 2U);
}

TEST(Check, KeepsWhatItFoundBeforeTheBudgetWasSpent) {
  const report whole = check_program("connection_is_lost");
  const std::uint64_t enough = whole.findings.at(0).runs_to_find;
  const report cut = check_program("connection_is_lost", [&](options& o) { o.max_runs = enough; });
  EXPECT_EQ(cut.runs, enough);
  EXPECT_EQ(identities(cut), identities(whole));
}

TEST(Check, EndsSoonWhereNoTimeIsLeft) {
  const report r = check_program("connections_go_back", [](options& o) {
    o.max_time = 0ms;
    o.random_runs = 100'000;
  });
  EXPECT_LT(r.runs, 100U);
  EXPECT_FALSE(r.exhausted);
}

TEST(Check, FindsNothingExploredWhereNothingSuspends) {
  const report r = check_program("nothing_ever_waits");
  EXPECT_EQ(r.result, verdict::nothing_explored);
  EXPECT_FALSE(r.passed());
  EXPECT_THAT(r.message, HasSubstr("no run had a choice to take"));
}

TEST(Check, FindsNothingExploredWhereNothingMayDeviate) {
  const report r = check(make_program([] { await(yield("only")); }), sweep_only({.modes = {}}));
  EXPECT_EQ(r.result, verdict::nothing_explored);
}

TEST(Check, IsCleanWithoutChoicesWhereThatOracleIsOff) {
  const report r = check_program("nothing_ever_waits",
                                 [](options& o) { o.without = {oracle::nothing_explored}; });
  EXPECT_EQ(r.result, verdict::clean);
}

TEST(Check, HearsNothingOfOraclesThatAreOff) {
  const report r =
      check_program("connection_is_lost", [](options& o) { o.without = {oracle::leak}; });
  EXPECT_EQ(r.result, verdict::clean);
}

TEST(Check, StopsAtABaselineThatFails) {
  const report r = check(make_program([] {
                           acquire("connection");
                           await(yield("work"));
                         }),
                         sweep_only());
  ASSERT_THAT(r.findings, SizeIs(1));
  EXPECT_EQ(r.findings[0].phase, search_phase::baseline);
  EXPECT_THAT(r.findings[0].how.deviations, IsEmpty());
  EXPECT_EQ(r.runs, 2U);
  EXPECT_FALSE(r.exhausted);
}

TEST(Check, ListsTheOtherFindingsOfARunUnderTheFirst) {
  const report r = check(make_program([] {
                           auto notify = spawn("notify", [] {
                             const entry_id connection = acquire("connection");
                             await(sleep_for(1s, "db.begin"));
                             if (fault("db.begin")) throw cancelled();
                             release(connection);
                           });
                           await(notify.join());
                         }),
                         sweep_only({.modes = {}}));
  ASSERT_THAT(r.findings, SizeIs(1));
  EXPECT_EQ(r.findings[0].what.identity.by, oracle::leak);
  ASSERT_THAT(r.findings[0].others, SizeIs(1));
  EXPECT_EQ(r.findings[0].others[0].identity.by, oracle::foreign_stop);
}

TEST(Check, TellsTheRunThatLedToAFinding) {
  const explained_finding f = check_program("connection_is_lost").findings.at(0);
  EXPECT_EQ(f.phase, search_phase::sweep);
  EXPECT_GT(f.runs_to_find, 2U);
  EXPECT_EQ(f.tasks, 2U);
  EXPECT_EQ(f.steps, 4U);
  EXPECT_EQ(f.shrunk, shrink_end::fixpoint);
  EXPECT_EQ(f.how.program, "connection_is_lost");
  EXPECT_EQ(f.how.expected, f.what.identity);
  EXPECT_THAT(f.how.deviations, SizeIs(1));
  EXPECT_THAT(f.events, ::testing::Not(IsEmpty()));
}

TEST(Check, FindsTheSameFromTheSameSeed) {
  const auto found = [] {
    return format_text(
        check_program("account_is_overdrawn", [](options& o) { o.random_seed = seed{77}; }));
  };
  EXPECT_EQ(found(), found());
}

TEST(Check, FindsTheSameInThisProcessAsInAWorker) {
  for (const char* const name : {"connection_is_lost", "account_is_overdrawn",
                                 "ticket_of_a_stopped_guest_is_lost", "third_answer_is_unknown"})
    EXPECT_EQ(
        format_text(check_program(name, [](options& o) { o.runs_in = isolation::in_process; })),
        format_text(check_program(name)));
}

TEST(Check, RunsInThisProcessWhereItIsToldTo) {
  int runs = 0;
  const program counted = make_program([&] {
    ++runs;
    await(yield("work"));
  });
  check(counted, sweep_only({.runs_in = isolation::worker}));
  EXPECT_EQ(runs, 0);
  check(counted, sweep_only({.runs_in = isolation::in_process}));
  EXPECT_GT(runs, 0);
}

TEST(Check, KeepsBackWhatTheProgramPrints) {
  ::testing::internal::CaptureStdout();
  check(make_program([] {
          std::puts("noise");
          await(yield("work"));
        }),
        sweep_only());
  EXPECT_EQ(::testing::internal::GetCapturedStdout(), "");
}

}  // namespace
}  // namespace cutpoint
