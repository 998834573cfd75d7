// Which run the proof finds, judged by brute force, and how few runs that takes.

#include "unit/check/proofs.hpp"

#include <cutpoint/kernel/kernel.hpp>
#include <cutpoint/kernel/random_numbers.hpp>

#include <deque>
#include <map>
#include <source_location>
#include <stdexcept>

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

TEST(LeastRun, OfRandomProgramsIsThatOfBruteForce) {
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

// The checker sees half a pair only where no setter has written both halves yet.
program pairs_set_by(int setters) {
  return make_program([setters] {
    shared<int> a("a");
    shared<int> b("b");
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
      if (await(b.load()) == seen) return;
      this_kernel().violate(oracle::invariant, "a pair is set as one", "it is not",
                            {"look", std::source_location::current()});
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

TEST(LeastRun, IsProvedBeforeALargeRunIsMadeSmall) {
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

// Of two runs the one whose finding is seen sooner comes first, however long it goes on then.
TEST(LeastRun, CountsWhatHappensUpToTheFindingOnly) {
  const program tried = make_program([] {
    bool whole = true;
    const auto kept = always("it is whole", [&] { return whole; });
    const std::uint32_t broken_by = choose(3, "way");
    if (broken_by == 1) await(yield("detour"));
    whole = broken_by == 0;
    await(yield("look"));
    for (std::uint32_t left = broken_by == 2 ? 9 : 0; left > 0; --left) await(yield("behind"));
  });
  options wanted = for_proofs(isolation::in_process);
  wanted.modes = {};
  const auto all = brought_down(tried, wanted, 4);
  ASSERT_THAT(all, ::testing::SizeIs(4));
  for (const explained_finding& f : all) {
    EXPECT_TRUE(f.least.proved);
    ASSERT_THAT(f.how.deviations, ::testing::SizeIs(1));
    EXPECT_EQ(f.how.deviations[0].value, 2U);
    EXPECT_EQ(f.steps, 11U);
  }
}

// Of the runs that have taken more than the best one before they deviate again, none is made.
TEST(LeastRun, IsProvedWithoutTheRunsThatCannotBeTheLeast) {
  const program tried = pairs_set_by(6);
  options wanted = for_proofs(isolation::in_process);
  wanted.modes = {};
  const brute_force all(tried, bounds_of_proofs(wanted), 2);
  const auto found = brought_down(tried, wanted, 1);
  ASSERT_THAT(found, ::testing::SizeIs(1));
  EXPECT_TRUE(found[0].least.proved);
  const auto least = all.least(found[0].what.identity);
  ASSERT_TRUE(least.has_value());
  EXPECT_EQ(places_of(found[0].how.deviations), std::get<brute_force::places>(*least));
  EXPECT_LT(found[0].least.runs, all.runs() / 2);
}

TEST(LeastRun, OutOfReachOfAProofEveryStartEndsAtOneTrace) {
  const auto all = brought_down(dinner_of(5), without_a_proof(), 4);
  ASSERT_THAT(all, ::testing::SizeIs(4));
  for (const explained_finding& f : all) {
    EXPECT_FALSE(f.least.proved);
    EXPECT_THAT(f.how.deviations, ::testing::SizeIs(5));
    EXPECT_EQ(places_of(f.how.deviations), places_of(all[0].how.deviations));
  }
}

}  // namespace
}  // namespace cutpoint::unit
