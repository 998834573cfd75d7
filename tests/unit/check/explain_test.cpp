// What is told of the runs around a failing one.

#include "unit/check/checking.hpp"

#include <algorithm>
#include <cstdlib>

namespace cutpoint {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

// Holds a connection over two of three waits, in any mode but drop.
void holds_it_over_two_waits() {
  auto notify = spawn("notify", [] {
    await(sleep_for(1s, "pool.wait"));
    const entry_id connection = acquire("connection");
    await(yield("db.ping"));
    await(sleep_for(1s, "db.begin"));
    release(connection);
    await(sleep_for(1s, "log.write"));
  });
  await(notify.join());
}

explained_finding explained(void (*body)(), options wanted = {}) {
  wanted = sweep_only(std::move(wanted));
  const report r = check(make_program(body), wanted);
  EXPECT_THAT(r.findings, SizeIs(1));
  return r.findings.at(0);
}

std::vector<std::string> words_of(const explained_finding& f) { return in_words(f.why, f.how); }

TEST(Explain, SaysWhoHoldsItWhereItIsSuspendedAndWhichReleaseIsNotReached) {
  EXPECT_THAT(words_of(explained(holds_it_over_two_waits)).at(0),
              ::testing::MatchesRegex(
                  "why: main/notify acquires connection#1 in step 3 \\(explain_test.cpp:[0-9]+\\), "
                  "is stopped at db.ping \\(explain_test.cpp:[0-9]+\\) and does not come to the "
                  "release \\(explain_test.cpp:[0-9]+\\)"));
}

TEST(Explain, SaysThatItPassesWithoutTheStop) {
  const explained_finding f = explained(holds_it_over_two_waits);
  ASSERT_THAT(f.why.without, SizeIs(1));
  EXPECT_EQ(f.why.without[0].end, variant_end::passes);
}

TEST(Explain, TriesEveryPlaceAndModeOfTheStop) {
  const explained_finding f =
      explained(holds_it_over_two_waits, {.modes = {stop_mode::edge, stop_mode::drop}});
  EXPECT_TRUE(f.why.complete);
  EXPECT_THAT(
      words_of(f).at(2),
      "a stop (edge, drop) of main/notify fails at db.ping (ready), at db.begin (parked, "
      "granted); passes before its first step, at pool.wait (parked, granted), at log.write "
      "(parked, granted)");
}

TEST(Explain, TellsTheNearestRunThatPassesAndWhereTheTwoPart) {
  const explained_finding f = explained(holds_it_over_two_waits);
  ASSERT_TRUE(f.why.nearest.has_value());
  ASSERT_TRUE(f.why.nearest->instead.has_value());
  EXPECT_EQ(f.why.nearest->instead->address.operation, "pool.wait");
  EXPECT_THAT(
      words_of(f).back(),
      "nearest run that passes: stopped at pool.wait (granted); they part in step 3: \">> stop "
      "(edge) reaches main/notify, granted pool.wait#1\", here \"main/notify takes "
      "pool.wait#1\"");
}

TEST(Explain, SaysWhatEachOfSeveralDeviationsIsFor) {
  // Only a task that is stopped while the other one's write fails loses its file.
  const explained_finding f = check(make_program([] {
                                      auto writer = spawn("writer", [] {
                                        const entry_id file = acquire("file");
                                        const bool failed = fault("disk.full");
                                        try {
                                          await(sleep_for(1s, "disk.write"));
                                        } catch (const cancelled&) {
                                          if (!failed) release(file);
                                          throw;
                                        }
                                        release(file);
                                      });
                                      await(writer.join());
                                    }),
                                    {.random_runs = 0, .out = {}})
                                  .findings.at(0);
  ASSERT_THAT(f.how.deviations, SizeIs(2));
  EXPECT_THAT(f.why.without, SizeIs(2));
  for (const run_without& w : f.why.without) EXPECT_EQ(w.end, variant_end::passes);
  EXPECT_THAT(words_of(f), ::testing::Contains("without the fault disk.full it passes"));
}

TEST(Explain, SaysWhereSomethingElseIsWrongWithoutIt) {
  explanation x;
  x.without = {{.end = variant_end::differs, .finding = "deadlock: nothing can run"}};
  trace t;
  t.deviations.emplace_back();
  EXPECT_THAT(in_words(x, t),
              ElementsAre("without the reorder it fails in another way: deadlock: nothing can run",
                          HasSubstr("not all of this was tried")));
}

TEST(Explain, KeepsToItsBudgetAndSaysSo) {
  const explained_finding f = explained(holds_it_over_two_waits, {.explain_runs = 4});
  EXPECT_FALSE(f.why.complete);
  EXPECT_EQ(f.why.runs, 4U);
  EXPECT_THAT(words_of(f), ::testing::Contains(HasSubstr("(3 of 8 places tried)")));
  EXPECT_THAT(words_of(f).back(), "not all of this was tried: 4 runs were made");
}

TEST(Explain, MakesNoRunsWhereNoneAreAllowed) {
  EXPECT_THAT(words_of(explained(holds_it_over_two_waits, {.explain_runs = 0})), IsEmpty());
}

TEST(Explain, TellsOfADeathOnlyWhereRunsAreAllowed) {
  const report r = check_program("stop_meets_noexcept");
  EXPECT_THAT(words_of(r.findings.at(0)), ::testing::Not(IsEmpty()));
  const explained_finding f =
      check_program("stop_meets_noexcept", [](options& o) { o.explain_runs = 0; }).findings.at(0);
  EXPECT_THAT(words_of(f), IsEmpty());
}

TEST(Explain, GoesOnBehindARunThatDies) {
  // The sweep ends at the leak, before it comes to the stop that kills.
  const explained_finding f = explained(
      [] {
        auto notify = spawn("notify", [] {
          const entry_id connection = acquire("connection");
          await(sleep_for(1s, "db.begin"));
          release(connection);
          try {
            await(sleep_for(1s, "db.commit"));
          } catch (const cancelled&) {
            std::abort();
          }
        });
        await(notify.join());
      },
      {.max_findings = 1});
  ASSERT_EQ(f.what.identity.by, oracle::leak);
  EXPECT_TRUE(f.why.complete);
  EXPECT_THAT(words_of(f), ::testing::Contains("a stop of main/notify fails at db.begin (parked, "
                                               "granted); fails in another way at db.commit "
                                               "(parked, granted); passes before its first step"));
}

TEST(Explain, FindsTheSameInTheProcessItself) {
  const auto in_process =
      words_of(explained(holds_it_over_two_waits, {.runs_in = isolation::in_process}));
  EXPECT_EQ(in_process, words_of(explained(holds_it_over_two_waits)));
}

void dies_when_it_is_stopped_at_work() {
  auto worker = spawn("worker", [] {
    await(sleep_for(1s, "rest"));
    try {
      await(sleep_for(1s, "work"));
    } catch (const cancelled&) {
      std::abort();
    }
  });
  await(worker.join());
}

// Each of these runs that dies takes a process of its own.
TEST(Explain, TellsOfADeathWhatHappensWithoutTheStopAndWhereElseItDies) {
  const explained_finding f = explained(dies_when_it_is_stopped_at_work);
  EXPECT_EQ(f.what.identity.by, oracle::death);
  EXPECT_TRUE(f.why.complete);
  ASSERT_THAT(f.why.without, SizeIs(1));
  EXPECT_EQ(f.why.without[0].end, variant_end::passes);
  EXPECT_THAT(words_of(f),
              ElementsAre("without the stop it passes",
                          "a stop of main/worker fails at work (parked, granted); passes before "
                          "its first step, at rest (parked, granted)",
                          HasSubstr("nearest run that passes: stopped at rest")));
}

void dies_of_another_thing_without_the_value() {
  const bool odd = choose(2, "number") == 1;
  auto worker = spawn("worker", [odd] {
    try {
      await(sleep_for(1s, "work"));
    } catch (const cancelled&) {
      if (odd) std::abort();
      std::_Exit(3);
    }
  });
  await(worker.join());
}

TEST(Explain, TellsOfADeathThatItIsAnotherOneWithoutADeviation) {
  options wanted = sweep_only();
  wanted.exhaustive = 2;
  wanted.max_findings = 10;
  const report r = check(make_program(dies_of_another_thing_without_the_value), wanted);
  const auto aborts = std::ranges::find(
      r.findings, "Aborted", [](const explained_finding& f) { return f.what.identity.subject; });
  ASSERT_NE(aborts, r.findings.end());
  ASSERT_THAT(aborts->why.without, SizeIs(2));
  EXPECT_EQ(aborts->why.without[0].end, variant_end::differs);
  EXPECT_THAT(aborts->why.without[0].finding, HasSubstr("death: "));
  EXPECT_EQ(aborts->why.without[1].end, variant_end::passes);
}

}  // namespace
}  // namespace cutpoint
