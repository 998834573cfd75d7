// Runs that kill their worker.

#include "unit/check/checking.hpp"

#include "programs/deaths.hpp"

#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <thread>
#include <vector>

namespace cutpoint {
namespace {

using namespace std::chrono_literals;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::MatchesRegex;
using ::testing::SizeIs;
using ::testing::StartsWith;

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
  EXPECT_THAT(only(r).what.message,
              MatchesRegex("main/victim: died of signal 11 \\(Segmentation fault\\), in step 3, "
                           "behind work \\(deaths.cpp:[0-9]+\\)"));
  EXPECT_EQ(only(r).steps, 3U);
}

TEST(Death, MayBeACallOfTerminateWithoutAnException) {
  const report r = check(make_program([] {
                           await(yield("work"));
                           if (fault("disk.write")) std::terminate();
                         }),
                         sweep_only({.modes = {}}));
  EXPECT_THAT(only(r).what.message, StartsWith("main: std::terminate was called, in step 2"));
}

TEST(Death, MayBeADropThatMeetsNoexcept) {
  const report r =
      check_program("stop_meets_noexcept", [](options& o) { o.modes = {stop_mode::drop}; });
  EXPECT_THAT(only(r).what.message, StartsWith("main/victim: std::terminate was called, as a drop "
                                               "met a frame that is noexcept, in step 2"));
}

TEST(Death, MayBeAnOverflowOfTheStackOnWhichCallbacksRun) {
  const report r = check(make_program([] {
                           auto victim = spawn("victim", [] {
                             const stop_callback on_stop(programs::overflow_the_stack);
                             await(sleep_for(1s, "work"));
                           });
                           await(victim.join());
                         }),
                         sweep_only({.modes = {stop_mode::request}}));
  EXPECT_EQ(only(r).what.identity.subject, "stack overflow");
}

TEST(Death, OfAThreadIsToldFromThatOfATask) {
  const report r = check_dying([] { std::thread(std::abort).join(); });
  EXPECT_EQ(only(r).what.message,
            "a thread that the program had started: died of signal 6 (Aborted)");
  EXPECT_EQ(only(r).what.identity.task, "");
}

TEST(Death, OfAProcessThatTheProgramForkedIsNoneOfTheRun) {
  const report r = check_dying([] {
    const pid_t child = fork();
    if (child == 0) std::abort();
    int status = 0;
    waitpid(child, &status, 0);
    if (!WIFSIGNALED(status) || WTERMSIG(status) != SIGABRT) std::abort();
  });
  EXPECT_EQ(r.result, verdict::clean);
}

// A worker that is killed once, as by a system short of memory, or by a user.
template <class Kill>
report check_killed_once(Kill kill_worker) {
  void* const page =
      mmap(nullptr, sizeof(int), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  int& kills = *static_cast<int*>(page);
  report r = check_dying([&] {
    if (kills++ == 0) kill_worker();
  });
  munmap(page, sizeof(int));
  return r;
}

TEST(Death, FromOutsideIsNoFindingAndTheRunIsMadeAgain) {
  const report whole = check_dying([] {});
  const report killed = check_killed_once([] { kill(getpid(), SIGKILL); });
  const report stopped = check_killed_once([] {
    if (fork() == 0) {
      kill(getppid(), SIGTERM);
      _exit(0);
    }
    pause();
  });
  for (const report& r : {killed, stopped}) {
    EXPECT_EQ(r.result, verdict::clean) << format_text(r);
    EXPECT_TRUE(r.exhausted);
    EXPECT_EQ(r.runs, whole.runs);
    EXPECT_THAT(r.notes, ElementsAre(StartsWith("a worker was killed from outside once")));
  }
}

TEST(Death, OfManyRunsAlikeIsSaid) {
  const report r = check_program("runs_on_and_on", [](options& o) { o.max_findings = 2; });
  EXPECT_TRUE(r.exhausted);
  EXPECT_THAT(r.notes, Contains(MatchesRegex("[0-9]+ runs died alike: hang in main/victim")));
}

TEST(Death, IsNoneWhereMemoryGrowsLittleByLittleOverManyRuns) {
  static std::vector<std::vector<char>> kept;
  options wanted = sweep_only({.max_memory = 50'000'000});
  wanted.random_runs = 200;
  const report r = check(make_program([] {
                           kept.emplace_back(1'000'000, 'x');
                           await(yield("work"));
                         }),
                         wanted);
  EXPECT_EQ(r.result, verdict::clean) << format_text(r);
  EXPECT_THAT(r.notes, ElementsAre(StartsWith("memory grew over many runs beyond max_memory")));
}

TEST(Death, MayHappenInTheBaseline) {
  const report r = check(make_program([] {
                           await(yield("work"));
                           std::abort();
                         }),
                         sweep_only());
  EXPECT_EQ(only(r).phase, search_phase::baseline);
  EXPECT_THAT(only(r).how.deviations, SizeIs(0));
  EXPECT_THAT(only(r).what.message, StartsWith("main: died of signal 6 (Aborted), in step 2"));
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
