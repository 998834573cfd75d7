#include <cutpoint/search/bounded_search.hpp>

#include <cutpoint/fiber.hpp>
#include <cutpoint/kernel/kernel.hpp>
#include <cutpoint/search/baseline.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <ostream>
#include <set>
#include <span>
#include <utility>
#include <vector>

namespace cutpoint {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAreArray;

struct move_taken {
  std::uint64_t number;
  std::uint32_t move;
  bool is_stop;
  friend auto operator<=>(const move_taken&, const move_taken&) = default;
};
using run_of_moves = std::vector<move_taken>;

// Makes runs, and remembers which deviations the last one had.
class maker {
 public:
  maker(program made, run_bounds bounds) : made_(std::move(made)), bounds_(bounds) {}

  template <class Decider>
  run_of_moves run(Decider& decides) {
    seen_ = {};
    watching watched(decides, seen_);
    std::size_t count = 0;
    kernel_.begin({.decides = watched,
                   .bounds = bounds_,
                   .log = choice_log(count, slots_),
                   .counting = ordinals::kept});
    made_.start(kernel_);
    kernel_.loop();
    if constexpr (requires { decides.end_run(kernel_, {}); }) decides.end_run(kernel_, {});
    kernel_.finish_run();
    return seen_;
  }

  profile baseline_profile() {
    baseline base;
    base.begin_run(0);
    run(base);
    return base.seen();
  }

 private:
  class watching final : public decider {
   public:
    watching(decider& inner, run_of_moves& seen) : inner_(inner), seen_(seen) {}
    choice_number first_asked() const override { return inner_.first_asked(); }
    std::uint32_t decide(const choice_point& point) override {
      const std::uint32_t move = inner_.decide(point);
      if (move != 0)
        seen_.push_back({static_cast<std::uint64_t>(point.number()), move,
                         point.kind() == choice_kind::schedule && move >= point.picks()});
      return move;
    }

   private:
    decider& inner_;
    run_of_moves& seen_;
  };

  program made_;
  run_bounds bounds_;
  run_of_moves seen_;
  std::vector<taken_choice> slots_ = std::vector<taken_choice>(1'000);
  kernel kernel_;
};

// Walks through all sequences of choices with at most so many that are not 0, the last choice that
// has another move first, and knows nothing of where one deviates.
class brute_force final : public decider {
 public:
  explicit brute_force(std::size_t most) : most_(most) {}

  std::uint32_t decide(const choice_point& point) override {
    if (asked_ == moves_.size()) moves_.push_back(0), counts_.push_back(0);
    counts_[asked_] = point.moves();
    return moves_[asked_++];
  }

  bool go_on() {
    moves_.resize(asked_);
    counts_.resize(asked_);
    asked_ = 0;
    while (!moves_.empty()) {
      const auto before = static_cast<std::size_t>(
          std::count_if(moves_.begin(), moves_.end() - 1, [](std::uint32_t m) { return m != 0; }));
      if (before < most_ && moves_.back() + 1 < counts_.back()) {
        ++moves_.back();
        return true;
      }
      moves_.pop_back();
      counts_.pop_back();
    }
    return false;
  }

 private:
  std::size_t most_;
  std::size_t asked_ = 0;
  std::vector<std::uint32_t> moves_;
  std::vector<std::uint32_t> counts_;
};

std::vector<run_of_moves> all_runs(maker& runs, std::size_t most) {
  brute_force every(most);
  std::vector<run_of_moves> found;
  do found.push_back(runs.run(every));
  while (every.go_on());
  return found;
}

std::size_t stops_in(const run_of_moves& run) {
  return static_cast<std::size_t>(std::ranges::count_if(run, &move_taken::is_stop));
}

bool within(const run_of_moves& run, const deviation_bounds& bounds) {
  return run.size() >= bounds.fewest && run.size() <= bounds.most &&
         stops_in(run) >= bounds.fewest_stops && stops_in(run) <= bounds.most_stops;
}

struct made_run {
  run_of_moves taken;
  std::uint64_t job;
  bounded_search::position at;
  bool repeats;
};

// Has no run extended at choice `from` or later.
class closing final : public decider {
 public:
  closing(bounded_search& inner, std::uint64_t from) : inner_(inner), from_(from) {}
  choice_number first_asked() const override { return inner_.first_asked(); }
  choice_number last_asked() const override { return inner_.last_asked(); }
  std::uint32_t decide(const choice_point& point) override {
    if (static_cast<std::uint64_t>(point.number()) >= from_) inner_.extend_no_further();
    return inner_.decide(point);
  }
  void end_run(const kernel& run, std::span<const finding> found) { inner_.end_run(run, found); }

 private:
  bounded_search& inner_;
  std::uint64_t from_;
};

constexpr std::uint64_t nowhere = ~std::uint64_t{0};

bool extends_only_before(std::uint64_t from, const run_of_moves& run) {
  return std::all_of(run.begin() + 1, run.end(),
                     [&](const move_taken& m) { return m.number < from; });
}

void finish_job(bounded_search& search, maker& runs, std::uint64_t job, std::vector<made_run>& made,
                std::uint64_t closed_from = nowhere) {
  while (search.begin_run(job)) {
    const bool repeats = search.repeats();
    const bounded_search::position at = search.at();
    closing takes(search, closed_from);
    made.push_back({runs.run(takes), job, at, repeats});
  }
}

std::vector<made_run> all_runs_made(maker& runs, const deviation_bounds& bounds) {
  bounded_search search(runs.baseline_profile(), bounds);
  std::vector<made_run> made;
  for (std::uint64_t job = 0; job < search.jobs(); ++job) finish_job(search, runs, job, made);
  EXPECT_EQ(search.runs_astray(), 0U);
  return made;
}

std::vector<run_of_moves> counted(const std::vector<made_run>& made) {
  std::vector<run_of_moves> runs;
  for (const made_run& m : made)
    if (!m.repeats) runs.push_back(m.taken);
  return runs;
}

template <class T>
std::vector<T> sorted(std::vector<T> list) {
  std::ranges::sort(list);
  return list;
}

void lock_and_sleep() {
  mutex pool("pool.lock");
  const auto use = [&] {
    const mutex_guard held = await(pool.lock());
    await(sleep_for(1s, "work"));
  };
  auto first = spawn("first", use);
  auto second = spawn("second", use);
  await(first.join());
  await(second.join());
}

void draws_and_faults() {
  auto client = spawn("client", [] {
    for (std::uint32_t round = choose(3); round < 3; ++round) {
      if (fault("request")) await(sleep_for(1s, "retry"));
      await(yield("pause"));
    }
  });
  await(yield("pause"));
  choose(2);
  await(client.join());
}

void many_yields() {
  scope all;
  for (int i = 0; i < 3; ++i) all.spawn("worker", [] { await(yield("step")); });
  await(all.join());
}

struct sample {
  const char* name;
  void (*body)();
  run_bounds bounds;
};

std::ostream& operator<<(std::ostream& out, const sample& s) { return out << s.name; }

class BoundedSearchOf : public testing::TestWithParam<sample> {
 protected:
  maker runs{make_program(GetParam().body), GetParam().bounds};
};

constexpr run_bounds two_modes = {
    .modes = {stop_mode::edge, stop_mode::drop}, .stops = 2, .faults = 2};

INSTANTIATE_TEST_SUITE_P(
    , BoundedSearchOf,
    testing::Values(
        sample{"locks", &lock_and_sleep, two_modes},
        sample{"locks_in_fifo_order", &lock_and_sleep, {.order = task_order::fifo, .stops = 3}},
        sample{"draws_and_faults", &draws_and_faults, {.stops = 1, .faults = 2}},
        sample{"yields", &many_yields, {.modes = {}}}),
    [](const auto& tested) { return tested.param.name; });

TEST_P(BoundedSearchOf, MakesEveryRunWithinItsBoundsExactlyOnce) {
  const std::vector<run_of_moves> every = all_runs(runs, 3);
  for (std::uint32_t most = 1; most <= 3; ++most) {
    const deviation_bounds bounds{.fewest = 1, .most = most, .fewest_stops = 0};
    std::vector<run_of_moves> wanted;
    std::ranges::copy_if(every, std::back_inserter(wanted),
                         [&](const run_of_moves& r) { return within(r, bounds); });
    ASSERT_FALSE(wanted.empty());
    EXPECT_EQ(sorted(counted(all_runs_made(runs, bounds))), sorted(wanted)) << most;
  }
}

TEST_P(BoundedSearchOf, LeavesOutTheRunsWithTooFewOrTooManyStops) {
  const std::vector<run_of_moves> every = all_runs(runs, 3);
  for (const deviation_bounds& bounds :
       {deviation_bounds{}, deviation_bounds{.fewest = 2, .most = 3, .fewest_stops = 2},
        deviation_bounds{.fewest = 1, .most = 3, .fewest_stops = 0, .most_stops = 1},
        deviation_bounds{.fewest = 3, .most = 3, .fewest_stops = 0, .most_stops = 0}}) {
    std::vector<run_of_moves> wanted;
    std::ranges::copy_if(every, std::back_inserter(wanted),
                         [&](const run_of_moves& r) { return within(r, bounds); });
    EXPECT_EQ(sorted(counted(all_runs_made(runs, bounds))), sorted(wanted));
  }
}

TEST_P(BoundedSearchOf, MakesRunsWithFewerDeviationsFirst) {
  const auto made = counted(all_runs_made(runs, {.fewest = 1, .most = 3, .fewest_stops = 0}));
  EXPECT_TRUE(std::ranges::is_sorted(made, {}, &run_of_moves::size));
}

TEST_P(BoundedSearchOf, RepeatsOnlyRunsThatOthersExtend) {
  const auto made = all_runs_made(runs, {.fewest = 3, .most = 3, .fewest_stops = 0});
  std::set<run_of_moves> repeated;
  for (const made_run& m : made) {
    EXPECT_EQ(m.taken.size() < 3, m.repeats);
    if (m.repeats) {
      EXPECT_TRUE(repeated.insert(m.taken).second);
    }
  }
  EXPECT_LT(repeated.size(), made.size());
}

TEST_P(BoundedSearchOf, DoesItsJobsInAnyOrder) {
  const deviation_bounds bounds{.fewest = 1, .most = 2, .fewest_stops = 0};
  bounded_search search(runs.baseline_profile(), bounds);
  std::vector<made_run> backwards;
  for (std::uint64_t job = search.jobs(); job-- > 0;) finish_job(search, runs, job, backwards);
  EXPECT_EQ(sorted(counted(backwards)), sorted(counted(all_runs_made(runs, bounds))));
}

// Also where more is left out than when the position was read.
TEST_P(BoundedSearchOf, ResumesAtAnyRun) {
  const auto made = all_runs_made(runs, {.fewest = 2, .most = 3, .fewest_stops = 0});
  const profile base = runs.baseline_profile();
  for (const std::uint64_t from : {nowhere, std::uint64_t{5}}) {
    for (std::size_t i = 0; i < made.size(); i += 1 + made.size() / 60) {
      bounded_search search(base, {.fewest = 2, .most = 3, .fewest_stops = 0});
      search.resume_at(made[i].job, made[i].at);
      std::vector<made_run> rest;
      finish_job(search, runs, made[i].job, rest, from);
      std::vector<made_run> wanted;
      for (std::size_t j = i; j < made.size() && made[j].job == made[i].job; ++j)
        if (extends_only_before(from, made[j].taken)) wanted.push_back(made[j]);
      EXPECT_EQ(counted(rest), counted(wanted)) << i;
    }
  }
}

TEST_P(BoundedSearchOf, ResumesBehindAnyRunWithoutWhatExtendsIt) {
  const auto made = all_runs_made(runs, {.fewest = 2, .most = 3, .fewest_stops = 0});
  const profile base = runs.baseline_profile();
  const auto extends = [](const run_of_moves& run, const run_of_moves& shorter) {
    return run.size() >= shorter.size() && std::equal(shorter.begin(), shorter.end(), run.begin());
  };
  for (std::size_t i = 0; i < made.size(); i += 1 + made.size() / 60) {
    bounded_search search(base, {.fewest = 2, .most = 3, .fewest_stops = 0});
    search.resume_behind(made[i].job, made[i].at);
    std::vector<made_run> rest;
    finish_job(search, runs, made[i].job, rest);
    std::vector<made_run> wanted;
    for (std::size_t j = i; j < made.size() && made[j].job == made[i].job; ++j)
      if (!extends(made[j].taken, made[i].taken)) wanted.push_back(made[j]);
    EXPECT_EQ(counted(rest), counted(wanted)) << i;
  }
}

TEST_P(BoundedSearchOf, ResumingAtTheBeginningIsTheWholeJob) {
  const deviation_bounds bounds{.fewest = 2, .most = 2, .fewest_stops = 0};
  bounded_search search(runs.baseline_profile(), bounds);
  std::vector<made_run> once;
  std::vector<made_run> again;
  finish_job(search, runs, 0, once);
  search.resume_behind(0, {});
  finish_job(search, runs, 0, again);
  EXPECT_EQ(counted(once), counted(again));
}

TEST_P(BoundedSearchOf, ExtendsNoRunWhereItIsTold) {
  const deviation_bounds bounds{.fewest = 2, .most = 3, .fewest_stops = 0};
  const std::vector<run_of_moves> every = counted(all_runs_made(runs, bounds));
  for (const std::uint64_t from : {2U, 4U}) {
    std::vector<run_of_moves> wanted;
    std::ranges::copy_if(every, std::back_inserter(wanted),
                         [&](const run_of_moves& r) { return extends_only_before(from, r); });
    bounded_search search(runs.baseline_profile(), bounds);
    std::vector<made_run> made;
    for (std::uint64_t job = 0; job < search.jobs(); ++job)
      finish_job(search, runs, job, made, from);
    EXPECT_EQ(counted(made), wanted);
    EXPECT_LT(wanted.size(), every.size());
    for (const made_run& m : made) {
      EXPECT_EQ(static_cast<std::uint64_t>(search.first_of(m.job)), m.taken.at(0).number);
    }
  }
}

TEST(BoundedSearch, InjectsBeforeItReordersAndStopsMainLast) {
  maker runs(make_program(&lock_and_sleep), {});
  std::vector<bool> is_stop;
  for (const run_of_moves& r :
       counted(all_runs_made(runs, {.fewest = 1, .most = 1, .fewest_stops = 0})))
    is_stop.push_back(r.at(0).is_stop);
  // Stops of the children, then reorders, then stops of main.
  std::vector<bool> blocks;
  std::ranges::unique_copy(is_stop, std::back_inserter(blocks));
  EXPECT_THAT(blocks, ElementsAreArray({true, false, true}));
}

TEST(BoundedSearch, IsNotAskedBeforeTheFirstDeviation) {
  maker runs(make_program(&many_yields), {.modes = {}});
  bounded_search search(runs.baseline_profile(), {.fewest = 2, .fewest_stops = 0});
  for (std::uint64_t job = 0; job < search.jobs(); ++job)
    while (search.begin_run(job)) {
      const std::uint64_t first = static_cast<std::uint64_t>(search.first_asked());
      EXPECT_EQ(runs.run(search).at(0).number, first);
    }
}

TEST(BoundedSearch, HasNoJobWhereThereIsNoChoice) {
  maker runs(make_program([] {}), {.modes = {}});
  bounded_search search(runs.baseline_profile());
  EXPECT_EQ(search.jobs(), 0U);
  EXPECT_FALSE(search.begin_run(0));
}

TEST(BoundedSearch, HasNoRunsOutsideItsJobs) {
  maker runs(make_program(&many_yields), {.modes = {}});
  bounded_search search(runs.baseline_profile(), {.fewest = 1, .most = 1, .fewest_stops = 0});
  EXPECT_FALSE(search.begin_run(search.jobs()));
  std::vector<made_run> made;
  finish_job(search, runs, 0, made);
  EXPECT_EQ(made.size(), 1U);
  EXPECT_FALSE(search.begin_run(0));
}

TEST(BoundedSearch, CountsTheRunsThatWentAstray) {
  int made = 0;
  maker runs(make_program([&made] {
               // The first runs are longer than the later ones.
               const int rounds = ++made > 2 ? 1 : 5;
               auto other = spawn("other", [rounds] {
                 for (int i = 0; i < rounds; ++i) await(yield("step"));
               });
               for (int i = 0; i < rounds; ++i) await(yield("step"));
               await(other.join());
             }),
             {.modes = {}});
  bounded_search search(runs.baseline_profile(), {.fewest = 1, .most = 1, .fewest_stops = 0});
  for (std::uint64_t job = 0; job < search.jobs(); ++job)
    while (search.begin_run(job)) runs.run(search);
  EXPECT_GT(search.runs_astray(), 0U);
}

TEST(BoundedSearchDeath, MoreDeviationsThanItCanCountAreMisuse) {
  const profile nothing;
  EXPECT_DEATH(bounded_search(nothing, {.fewest = 0}), "1 to 8 deviations");
  EXPECT_DEATH(bounded_search(nothing, {.most = 9}), "1 to 8 deviations");
  EXPECT_DEATH(bounded_search(nothing, {.fewest = 3, .most = 2}), "1 to 8 deviations");
}

}  // namespace
}  // namespace cutpoint
