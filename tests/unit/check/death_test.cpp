// Runs that kill their worker.

#include "unit/check/checking.hpp"

#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <stdexcept>

namespace cutpoint {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;
using ::testing::SizeIs;

const explained_finding& only(const report& r) {
  EXPECT_THAT(r.findings, SizeIs(1));
  return r.findings.at(0);
}

// A program whose task does `die` when a stop reaches it.
template <class Die>
report check_dying(Die die) {
  return check(make_program([die] {
                 auto victim = spawn("victim", [die] {
                   try {
                     await(sleep_for(1s, "work"));
                   } catch (const cancelled&) {
                     die();
                     throw;
                   }
                 });
                 await(victim.join());
               }),
               sweep_only());
}

finding_identity death_as(const char* subject) {
  return {.by = oracle::death, .subject = subject, .task = "main/victim"};
}

TEST(Death, IsAFindingOfTheTaskThatRan) {
  const report r = check_program("segfaults");
  EXPECT_EQ(r.result, verdict::findings);
  EXPECT_EQ(only(r).what.identity, death_as("Segmentation fault"));
  EXPECT_EQ(only(r).what.message, "main/victim: died of signal 11 (Segmentation fault), in step 3");
  EXPECT_EQ(only(r).steps, 3U);
}

TEST(Death, MayBeAnAbort) {
  EXPECT_EQ(only(check_program("aborts")).what.message,
            "main/victim: died of signal 6 (Aborted), in step 3");
}

TEST(Death, MayBeAnArithmeticSignal) {
  EXPECT_EQ(only(check_dying([] { std::raise(SIGFPE); })).what.message,
            "main/victim: died of signal 8 (Floating point exception), in step 3");
}

TEST(Death, MayBeASignalThatNobodyCanHandle) {
  EXPECT_EQ(only(check_dying([] { kill(getpid(), SIGKILL); })).what.message,
            "main/victim: died of signal 9 (Killed), in step 3");
}

TEST(Death, MayBeAStackOverflow) {
  EXPECT_EQ(only(check_program("overflows_its_stack")).what.message,
            "main/victim: ran out of stack, in step 3");
}

TEST(Death, MayBeAStopThatMeetsNoexcept) {
  EXPECT_EQ(only(check_program("stop_meets_noexcept")).what.message,
            "main/victim: std::terminate was called: not a std::exception; a stop, if the frame "
            "that it met is noexcept, in step 3");
}

TEST(Death, TellsWhatAnExceptionSaidThatEndedTheProcess) {
  const auto fail = [] { throw std::runtime_error("the disk is full"); };
  const auto die = [fail]() noexcept { fail(); };
  EXPECT_EQ(only(check_dying(die)).what.message,
            "main/victim: std::terminate was called: the disk is full, in step 3");
}

TEST(Death, MayBeACallOfTerminateWithoutAnException) {
  const report r = check(make_program([] {
                           await(yield("work"));
                           if (fault("disk.write")) std::terminate();
                         }),
                         sweep_only({.modes = {}}));
  EXPECT_EQ(only(r).what.message, "main: std::terminate was called, in step 2");
}

TEST(Death, MayBeAnEndlessLoop) {
  EXPECT_EQ(only(check_program("runs_on_and_on")).what.message,
            "main/victim: runs on and on without coming to a suspension point, in step 3");
}

TEST(Death, MayBeAnExit) {
  const report r = check_dying([] { std::exit(7); });
  EXPECT_EQ(only(r).what.identity, death_as("exit"));
  EXPECT_EQ(only(r).what.message, "main/victim: left the process with status 7, in step 3");
}

TEST(Death, MayBeAnExitWithStatusZero) {
  EXPECT_EQ(only(check_dying([] { std::exit(0); })).what.message,
            "main/victim: left the process with status 0, in step 3");
  EXPECT_EQ(only(check_dying([] { _exit(0); })).what.message,
            "main/victim: left the process with status 0, in step 3");
}

TEST(Death, MayHappenInTheBaseline) {
  const report r = check(make_program([] {
                           await(yield("work"));
                           std::abort();
                         }),
                         sweep_only());
  EXPECT_EQ(only(r).phase, search_phase::baseline);
  EXPECT_THAT(only(r).how.deviations, SizeIs(0));
  EXPECT_EQ(only(r).what.message, "main: died of signal 6 (Aborted), in step 2");
}

TEST(Death, MayHappenInAReorderedRun) {
  const report r = check(make_program([] {
                           bool first = true;
                           const auto race = [&](bool wins) {
                             if (first && !wins) std::abort();
                             first = false;
                           };
                           auto one = spawn("one", race, true);
                           auto two = spawn("two", race, false);
                           await(one.join());
                           await(two.join());
                         }),
                         sweep_only({.modes = {}}));
  EXPECT_EQ(only(r).phase, search_phase::sweep);
  EXPECT_EQ(only(r).what.identity.task, "main/two");
}

TEST(Death, HasTheLastWordsOfTheWorkerAsNotes) {
  const report r = check_dying([] {
    std::puts("on standard output");
    std::fflush(stdout);
    std::fputs("on standard error\n", stderr);
    std::abort();
  });
  EXPECT_THAT(only(r).what.notes, ElementsAre("| on standard output", "| on standard error"));
}

TEST(Death, HasTheEventsUpToTheEnd) {
  const explained_finding f = only(check_program("aborts"));
  EXPECT_EQ(log_line(f.events.back()), "3 main/victim cancelled at work#1");
}

TEST(Death, DoesNotEndTheSearch) {
  const report r = check_program("dies_and_leaks");
  EXPECT_TRUE(r.exhausted);
  EXPECT_THAT(
      identities(r),
      ElementsAre(
          finding_identity{.by = oracle::death, .subject = "Aborted", .task = "main/reckless"},
          finding_identity{.by = oracle::leak, .subject = "connection", .task = "main/forgetful"}));
}

TEST(Death, CountsOnceAmongTheFindingsHoweverManyRunsDieOfIt) {
  const report r = check_program("dies_and_leaks", [](options& o) { o.max_findings = 2; });
  EXPECT_THAT(r.findings, SizeIs(2));
}

TEST(Death, CountsAmongTheRuns) {
  const report r = check_program("dies_and_leaks", [](options& o) { o.depth_runs = 0; });
  EXPECT_EQ(r.phases.at(1).runs, r.phases.at(1).jobs);
  EXPECT_EQ(r.runs, r.phases[0].runs + r.phases[1].runs);
}

TEST(Death, OfTwoKindsIsTwoFindings) {
  const report r = check(make_program([] {
                           const auto die_by = [](int signal) {
                             try {
                               await(sleep_for(1s, "work"));
                             } catch (const cancelled&) {
                               std::raise(signal);
                             }
                           };
                           auto one = spawn("one", die_by, SIGABRT);
                           auto two = spawn("two", die_by, SIGSEGV);
                           await(one.join());
                           await(two.join());
                         }),
                         sweep_only());
  EXPECT_THAT(r.findings, SizeIs(2));
}

}  // namespace
}  // namespace cutpoint
