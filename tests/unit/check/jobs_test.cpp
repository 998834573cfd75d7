// What a search finds and counts does not depend on how many workers share its jobs.

#include "unit/check/checking.hpp"

#include "check/found_list.hpp"
#include "check/run_budget.hpp"
#include "check/search_plan.hpp"

#include <sys/mman.h>

#include <cstdlib>
#include <numeric>
#include <string>

namespace cutpoint {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

// Each of its children leaks another thing when it is stopped; one dies.
void many_bugs() {
  const auto forgetful = [](const char* kind) {
    const entry_id held = acquire(kind);
    await(sleep_for(1s, "work"));
    release(held);
  };
  const auto reckless = [] {
    try {
      await(sleep_for(1s, "work"));
    } catch (const cancelled&) {
      std::abort();
    }
  };
  auto one = spawn("one", forgetful, "file");
  auto two = spawn("two", forgetful, "socket");
  auto three = spawn("three", reckless);
  auto four = spawn("four", forgetful, "lock");
  await(one.join());
  await(two.join());
  await(three.join());
  await(four.join());
}

options brief(options wanted = {}) {
  wanted.depth_runs = 300;
  wanted.random_runs = 300;  // two jobs
  wanted.max_time = 10min;
  wanted.out.clear();
  return wanted;
}

std::string told(const program& checked, options wanted, std::uint32_t jobs) {
  wanted.jobs = jobs;
  const report r = check(checked, wanted);
  return format_text(r) + "\n" + (r.exhausted ? "exhausted" : "not exhausted");
}

class Jobs : public ::testing::TestWithParam<std::uint32_t> {};

TEST_P(Jobs, FindTheSameWithAnyNumberOfWorkers) {
  const program checked = make_program(many_bugs);
  for (const std::uint32_t most : {1U, 3U, 100U}) {
    const options wanted = brief({.max_findings = most});
    EXPECT_EQ(told(checked, wanted, GetParam()), told(checked, wanted, 1)) << most << " findings";
  }
}

TEST_P(Jobs, FindTheSameUnderABudgetOfRuns) {
  const program checked = make_program(many_bugs);
  for (const std::uint64_t runs : {0U, 7U, 60U, 333U}) {
    const options wanted = brief({.max_runs = runs, .max_findings = 100});
    EXPECT_EQ(told(checked, wanted, GetParam()), told(checked, wanted, 1)) << runs << " runs";
  }
}

TEST_P(Jobs, AreAllDoneWhereNothingIsFound) {
  const report r = check_program("connections_go_back", [](options& o) {
    o = brief(o);
    o.exhaustive = 2;
    o.depth_runs = 100'000;
    o.jobs = GetParam();
  });
  EXPECT_TRUE(r.exhausted);
  EXPECT_EQ(r.jobs.records.size(), r.jobs.size());
  for (const job_record& record : r.jobs.records) EXPECT_TRUE(record.complete);
}

INSTANTIATE_TEST_SUITE_P(Workers, Jobs, ::testing::Values(2U, 5U));

TEST(Jobs, StopAtABaselineThatFailsWithSeveralWorkersToo) {
  const report r = check(make_program([] {
                           acquire("connection");
                           await(yield("work"));
                         }),
                         brief({.jobs = 3}));
  EXPECT_THAT(r.findings, SizeIs(1));
  EXPECT_EQ(r.runs, 2U);
}

// Checks a program that yields `yields(n)` times in the `n`th process that runs it.
report check_in_processes(int (*yields)(int process)) {
  void* const pages =
      mmap(nullptr, sizeof(int), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  int& processes = *static_cast<int*>(pages);
  report r = check(make_program([&processes, yields] {
                     static const int number = ++processes;  // the workers are forked without it
                     for (int i = 0; i < yields(number); ++i) await(yield("work"));
                   }),
                   brief());
  munmap(pages, sizeof(int));
  return r;
}

TEST(Jobs, OfAProgramThatDiffersFromProcessToProcessAreNotDone) {
  const report r = check_in_processes([](int process) { return process; });
  EXPECT_EQ(r.result, verdict::not_deterministic);
  EXPECT_THAT(r.findings.at(0).what.message, HasSubstr("led to two different runs"));
}

TEST(Jobs, OfAProgramThatDiffersBehindTheBaselineAreNotDone) {
  // The baseline takes three.
  const report r = check_in_processes([](int process) { return process <= 3 ? 1 : 2; });
  EXPECT_EQ(r.result, verdict::not_deterministic);
  EXPECT_THAT(r.findings.at(0).what.message, HasSubstr("in another process"));
}

TEST(Jobs, OfTheRandomSearchGoOnBehindRunsThatKillTheirWorker) {
  const report r = check(make_program([] {
                           int odd = 0;
                           for (int i = 0; i < 5; ++i) odd += choose(2, "bit") == 1 ? 1 : 0;
                           await(yield("work"));
                           if (odd == 5) std::abort();
                         }),
                         brief({.modes = {}}));
  ASSERT_THAT(r.findings, SizeIs(1));
  EXPECT_EQ(r.findings[0].what.identity.by, oracle::death);
  EXPECT_EQ(r.findings[0].phase, search_phase::random);
  EXPECT_TRUE(r.exhausted);
  EXPECT_EQ(r.phases.back().runs, 300U);
  EXPECT_EQ(r.phases.back().done, 2U);
}

TEST(Jobs, OfAShardAreThoseOfItsNumber) {
  const report whole = check(make_program(many_bugs), brief({.max_findings = 100}));
  std::uint64_t runs = 0;
  for (std::uint32_t index = 0; index < 3; ++index) {
    const report r = check(make_program(many_bugs),
                           brief({.max_findings = 100, .shard = {.index = index, .count = 3}}));
    ASSERT_EQ(r.jobs.records.size(), (whole.jobs.records.size() + 2 - index) / 3);
    for (std::size_t i = 0; i < r.jobs.records.size(); ++i)
      EXPECT_EQ(r.jobs.records[i], whole.jobs.records[index + 3 * i]);
    runs += r.runs - r.jobs.baseline_runs;
  }
  EXPECT_EQ(runs + whole.jobs.baseline_runs, whole.runs);
}

TEST(Jobs, OfAShardThatDoesNotExistAreRefused) {
  const report r = check(make_program(many_bugs), {.shard = {.index = 3, .count = 3}});
  EXPECT_EQ(r.result, verdict::bad_input);
  EXPECT_EQ(r.message, "a search in 3 shards has those of number 0 to 2: there is no shard 3");
}

candidate found(const char* subject, std::uint64_t job, oracle by = oracle::leak) {
  return {.identity = {.by = by, .subject = subject, .task = "main"},
          .at = {.phase = search_phase::sweep, .job = job, .run = 1, .steps = 1},
          .runs_to_find = 0,
          .taken = {},
          .difference = {}};
}

std::vector<std::string> subjects(const std::vector<candidate>& candidates) {
  std::vector<std::string> all;
  for (const candidate& c : candidates) all.push_back(c.identity.subject);
  return all;
}

TEST(FoundList, KeepsTheOrderOfTheListWhateverIsHeardFirst) {
  found_list list(10);
  for (const auto& [subject, job] : {std::pair("c", 30), {"a", 10}, {"b", 20}})
    list.add(found(subject, static_cast<std::uint64_t>(job)));
  EXPECT_THAT(subjects(list.up_to_the_end()), ElementsAre("a", "b", "c"));
  EXPECT_EQ(list.end(), std::nullopt);
}

TEST(FoundList, KeepsTheEarliestOfEachFinding) {
  found_list list(10);
  for (const std::uint64_t job : {20U, 30U, 10U, 40U}) list.add(found("a", job));
  ASSERT_THAT(list.up_to_the_end(), SizeIs(1));
  EXPECT_EQ(list.up_to_the_end()[0].at.job, 10U);
}

TEST(FoundList, EndsAtTheLastThatIsAskedFor) {
  found_list list(2);
  for (const auto& [subject, job] : {std::pair("c", 30), {"b", 20}, {"a", 10}})
    list.add(found(subject, static_cast<std::uint64_t>(job)));
  ASSERT_TRUE(list.end());
  EXPECT_EQ(list.end()->job, 20U);
  EXPECT_THAT(subjects(list.up_to_the_end()), ElementsAre("a", "b"));
}

TEST(FoundList, EndsWhereThingsAreNotDeterministic) {
  found_list list(10);
  list.add(found("a", 10));
  list.add(found("", 20, oracle::not_deterministic));
  list.add(found("b", 30));
  EXPECT_THAT(subjects(list.up_to_the_end()), ElementsAre("a", ""));
}

TEST(RunBudget, LeavesEachPhaseWhatItAsksForWhereThereIsNone) {
  const run_budget b = divide_runs({.depth_runs = 50, .exhaustive = 2, .random_runs = 30},
                                   {.sweep = 10, .depth = 20, .exhaustive = 40});
  EXPECT_EQ(b.sweep, 10U);
  EXPECT_EQ(b.depth, unlimited_runs) << "more than are expected";
  EXPECT_EQ(b.exhaustive, unlimited_runs);
  EXPECT_EQ(b.random, 30U);
}

TEST(RunBudget, IsSpentToTheLastRunAndNoFurther) {
  for (std::uint64_t runs = 2; runs < 400; ++runs) {
    const run_budget b =
        divide_runs({.depth_runs = 100, .exhaustive = 3, .random_runs = 60, .max_runs = runs},
                    {.sweep = 10, .depth = 20, .exhaustive = 40});
    EXPECT_EQ(2 + b.sweep + b.depth + b.exhaustive + b.random, runs);
  }
}

TEST(RunBudget, GoesToTheSweepFirst) {
  const run_budget b = divide_runs({.random_runs = 60, .max_runs = 11}, {.sweep = 10, .depth = 20});
  EXPECT_EQ(b.sweep, 9U);
  EXPECT_EQ(b.random, 0U);
}

TEST(RunBudget, KeepsUpToHalfOfTheRestForRandomRuns) {
  const run_budget b = divide_runs({.depth_runs = 1'000, .random_runs = 500, .max_runs = 112},
                                   {.sweep = 10, .depth = 400});
  EXPECT_EQ(b.depth, 50U);
  EXPECT_EQ(b.random, 50U);
}

profile some_choices(std::uint64_t count) {
  profile seen;
  for (std::uint64_t i = 0; i < count; ++i)
    seen.choices.push_back({.number = choice_number{i},
                            .moves = 3,
                            .picks = 2,
                            .schedules = true,
                            .stops = {profiled_stop{}}});
  return seen;
}

TEST(RunBudget, IsDealtToTheJobsInTheirOrder) {
  const bounded_search search(some_choices(4));
  // The first of the stops has 3 choices of 2 further moves behind it.
  EXPECT_EQ(search.expected_runs(0), 7U);
  EXPECT_EQ(search.expected_runs(1), 5U);
  EXPECT_THAT(deal_runs(9, search), ElementsAre(9, 0, 0, 0, 0, 0, 0, 0));
  EXPECT_THAT(deal_runs(16, search), ElementsAre(10, 6, 0, 0, 0, 0, 0, 0)) << "with a margin of 3";
}

TEST(RunBudget, OfTheSweepInDepthEndsItWhereMoreIsExpected) {
  EXPECT_EQ(divide_runs({.depth_runs = 50}, {.sweep = 10, .depth = 51}).depth, 50U);
}

TEST(RunBudget, IsDealtToTheLastRunWhereThereIsMore) {
  const bounded_search search(some_choices(4));
  const std::uint64_t runs = 3 * needed_runs(search);
  const std::vector<std::uint64_t> dealt = deal_runs(runs, search);
  for (std::uint64_t job = 0; job < search.jobs(); ++job)
    EXPECT_GE(dealt[job], 3 * search.expected_runs(job) + 8);
  EXPECT_EQ(std::accumulate(dealt.begin(), dealt.end(), std::uint64_t{0}), runs);
}

TEST(RunBudget, IsNotDealtWhereThereIsNone) {
  EXPECT_THAT(deal_runs(unlimited_runs, bounded_search(some_choices(4))), IsEmpty());
}

}  // namespace
}  // namespace cutpoint
