// Final traces and what is claimed of them, judged by brute force.

#include "unit/check/brute_force.hpp"
#include "unit/check/checking.hpp"
#include "unit/shrink/replay_probe.hpp"

#include "check/confirm.hpp"
#include "check/finding_probe.hpp"

#include <cutpoint/check/interruption.hpp>
#include <cutpoint/kernel/random_numbers.hpp>
#include <cutpoint/report/summary.hpp>
#include <cutpoint/report/text.hpp>
#include <cutpoint/search/random_walk.hpp>

#include <csignal>
#include <cstdlib>
#include <deque>
#include <map>
#include <span>

namespace cutpoint::unit {
namespace {

using namespace std::chrono_literals;

// What a task of a random program does, one after the other.
enum class deed : std::uint8_t {
  yields,
  sleeps,
  locks,
  locks_both,
  locks_both_the_other_way,
  keeps_a_lamp,
  guards_a_lamp,
  counts_carelessly,
  draws,
  fails_rarely,
  swallows_a_stop,
};
constexpr std::uint32_t deeds = 11;

struct script {
  std::vector<std::vector<deed>> tasks;
};

script draw_script(random_numbers& draws) {
  script s;
  s.tasks.resize(2 + draws.below(2));
  for (std::vector<deed>& task : s.tasks)
    for (std::uint32_t left = 1 + draws.below(2); left > 0; --left)
      task.push_back(static_cast<deed>(draws.below(deeds)));
  return s;
}

struct things {
  mutex left{"left.lock"};
  mutex right{"right.lock"};
  int count = 0;
  int drawn = 0;
  bool exact = true;
};

void lock_both(mutex& first, mutex& second) {
  const mutex_guard one = await(first.lock());
  const mutex_guard two = await(second.lock());
}

void act(deed what, things& all) {
  switch (what) {
    case deed::yields:
      await(yield("step"));
      return;
    case deed::sleeps:
      await(sleep_for(1s, "nap"));
      return;
    case deed::locks: {
      const mutex_guard mine = await(all.left.lock());
      await(yield("work"));
      return;
    }
    case deed::locks_both:
      lock_both(all.left, all.right);
      return;
    case deed::locks_both_the_other_way:
      lock_both(all.right, all.left);
      return;
    case deed::keeps_a_lamp: {
      const entry_id lamp = acquire("lamp");
      await(yield("light"));
      release(lamp);
      return;
    }
    case deed::guards_a_lamp: {
      const tracked<int> lamp("lamp");
      await(yield("light"));
      return;
    }
    case deed::counts_carelessly: {
      const int before = all.count;
      await(yield("count"));
      all.exact = all.exact && all.count == before;
      ++all.count;
      return;
    }
    case deed::draws:
      all.drawn += static_cast<int>(choose(3, "draw"));
      return;
    case deed::fails_rarely:
      if (fault("disk")) throw std::runtime_error("disk");
      return;
    case deed::swallows_a_stop:
      try {
        await(yield("swallow"));
      } catch (const cancelled&) {
      }
      return;
  }
}

program program_of(const script& s) {
  return make_program([s] {
    things all;
    const auto exact = at_end("nobody counts at the same time", [&] { return all.exact; });
    const auto little = at_end("little is drawn", [&] { return all.drawn < 3; });
    scope tasks;
    for (const std::vector<deed>& task : s.tasks)
      tasks.spawn("task", [&all, task] {
        for (const deed d : task) act(d, all);
      });
    await(tasks.join());
  });
}

brute_force::places places_of(const std::vector<deviation>& deviations) {
  brute_force::places all;
  for (const deviation& d : deviations)
    all.emplace_back(static_cast<std::uint64_t>(d.number), d.move);
  return all;
}

std::vector<taken_choice> taken_of(const std::vector<deviation>& deviations) {
  std::vector<taken_choice> all;
  for (const deviation& d : deviations)
    all.push_back({static_cast<std::uint32_t>(d.number), d.move});
  return all;
}

options for_proofs(isolation where) {
  options wanted;
  wanted.out.clear();
  wanted.modes = {stop_mode::edge, stop_mode::drop};
  wanted.runs_in = where;
  wanted.proof_time = 60s;
  return wanted;
}

run_bounds bounds_of_proofs(const options& wanted) {
  return {.modes = wanted.modes,
          .order = wanted.order,
          .stops = wanted.stops,
          .faults = wanted.faults,
          .timers = wanted.early_timers};
}

struct tally {
  std::uint64_t findings = 0;
  std::uint64_t of_two = 0;  ///< with at least two deviations
};

// Brings random failing runs of `tried` down, and compares them with brute force.
void judge_findings(const program& tried, const options& wanted, std::uint64_t tries, tally& seen) {
  const brute_force all(tried, bounds_of_proofs(wanted), 2);
  in_process runs(tried, bounds_of_proofs(wanted));
  random_walk walk(seed{1}, tries, 12);
  const shared_pages pages;
  std::map<finding_identity, int> starts;
  for (std::uint64_t job = 0; job < tries; ++job) {
    const judged_run made = runs.run(walk, job);
    for (const finding& found : made.found) {
      if (++starts[found.identity] > 2) continue;
      const explained_finding f = confirm(tried, wanted,
                                          {.identity = found.identity,
                                           .at = {},
                                           .taken = taken_of(made.run.deviations),
                                           .difference = {}},
                                          *pages);
      const auto least = all.least(found.identity);
      if (!least) {
        EXPECT_FALSE(f.how.deviations.size() <= 2) << name_of(found.identity.by);
        continue;
      }
      ++seen.findings;
      seen.of_two += f.how.deviations.size() >= 2 ? 1 : 0;
      EXPECT_EQ(f.what.identity, found.identity);
      EXPECT_TRUE(f.least.proved) << in_words(f.least);
      EXPECT_EQ(places_of(f.how.deviations), std::get<brute_force::places>(*least));
    }
  }
}

TEST(Minimality, FinalTracesOfRandomProgramsAreThoseOfBruteForce) {
  tally seen;
  random_numbers draws(seed{1});
  for (int number = 0; number < 80; ++number) {
    options wanted = for_proofs(isolation::in_process);
    // Without stops more deviations are needed.
    if (number % 2 == 1) wanted.modes = {};
    judge_findings(program_of(draw_script(draws)), wanted, 40, seen);
  }
  EXPECT_GE(seen.findings, 90U);
  EXPECT_GE(seen.of_two, 5U);
}

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

// The checker sees half a pair only where no setter has written both halves yet.
program pairs_set_by(int setters) {
  return make_program([setters] {
    shared<int> a("a");
    shared<int> b("b");
    bool whole = true;
    const auto kept = at_end("a pair is set as one", [&] { return whole; });
    scope tasks;
    for (int i = 0; i < setters; ++i) {
      tasks.spawn("setter", [&] {
        await(a.store(1));
        await(b.store(1));
      });
      await(yield("spawn"));
    }
    tasks.spawn("checker", [&] {
      const int seen = await(a.load());
      whole = await(b.load()) == seen;
    });
    await(yield("spawn"));
    await(tasks.join());
  });
}

struct fork {
  mutex lock{"fork.lock"};
};

// Each takes the fork on one side, and then the one on the other.
program dinner_of(std::size_t philosophers) {
  return make_program([philosophers] {
    std::deque<fork> forks(philosophers);
    scope table;
    for (std::size_t i = 0; i < philosophers; ++i) {
      table.spawn("philosopher",
                  [&, i] { lock_both(forks[i].lock, forks[(i + 1) % philosophers].lock); });
      await(yield("spawn"));
    }
    await(table.join());
  });
}

// A budget that no proof is made within.
options without_a_proof() {
  options wanted = for_proofs(isolation::in_process);
  wanted.modes = {};
  wanted.proof_runs = 3'000;
  return wanted;
}

std::vector<explained_finding> brought_down(const program& tried, const options& wanted,
                                            std::size_t count) {
  in_process runs(tried, bounds_of_proofs(wanted));
  random_walk walk(seed{7}, 100'000, 1'000);
  const shared_pages pages;
  std::vector<explained_finding> all;
  for (std::uint64_t job = 0; all.size() < count && job < 100'000; ++job) {
    const judged_run made = runs.run(walk, job);
    if (made.found.empty()) continue;
    all.push_back(confirm(tried, wanted,
                          {.identity = made.found.front().identity,
                           .at = {},
                           .taken = taken_of(made.run.deviations),
                           .difference = {}},
                          *pages));
  }
  return all;
}

TEST(Minimality, IsProvedBeforeALargeRunIsMadeSmall) {
  options wanted = for_proofs(isolation::in_process);
  wanted.modes = {};
  const auto all = brought_down(pairs_set_by(8), wanted, 4);
  ASSERT_THAT(all, ::testing::SizeIs(4));
  for (const explained_finding& f : all) {
    EXPECT_TRUE(f.least.proved);
    EXPECT_LE(f.runs_to_shrink, 50U);
    ASSERT_THAT(f.how.deviations, ::testing::SizeIs(2));
    EXPECT_EQ(f.how.deviations[0].address.kind, deviation_kind::run_on);
    EXPECT_EQ(places_of(f.how.deviations), places_of(all[0].how.deviations));
  }
}

TEST(Minimality, OutOfReachOfAProofEveryStartEndsAtOneTrace) {
  const auto all = brought_down(dinner_of(5), without_a_proof(), 4);
  ASSERT_THAT(all, ::testing::SizeIs(4));
  for (const explained_finding& f : all) {
    EXPECT_FALSE(f.least.proved);
    EXPECT_THAT(f.how.deviations, ::testing::SizeIs(5));
    EXPECT_EQ(places_of(f.how.deviations), places_of(all[0].how.deviations));
  }
}

TEST(FindingProbe, TakesTheLikeOfWhatDoesNotComeUp) {
  const program tried = make_program([] {
    auto keeper = spawn("keeper", [] {
      const entry_id lamp = acquire("lamp");
      await(yield("light"));
      release(lamp);
    });
    await(keeper.join());
  });
  const finding_identity leak = {.by = oracle::leak, .subject = "lamp", .task = "main/keeper"};
  const options wanted = for_proofs(isolation::in_process);
  const shared_pages pages;
  finding_probe probe(tried, wanted, leak, *pages);
  deviation stop;
  stop.address = {.kind = deviation_kind::stop,
                  .task = "main/keeper",
                  .operation = "light",
                  .ordinal = 3,
                  .at = window::granted,
                  .delay = 4};
  EXPECT_FALSE(probe.find(std::span(&stop, 1), replay_key::address).has_value());
  const auto found = probe.find_guided(std::span(&stop, 1));
  ASSERT_TRUE(found.has_value());
  ASSERT_THAT(found->deviations, ::testing::SizeIs(1));
  EXPECT_EQ(found->deviations[0].address.ordinal, 1U);
  EXPECT_EQ(found->deviations[0].address.at, window::ready);
}

}  // namespace
}  // namespace cutpoint::unit
