#include <cutpoint/fiber.hpp>
#include <cutpoint/shrink/run_key.hpp>
#include <cutpoint/shrink/shrink.hpp>

#include "unit/shrink/replay_probe.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <cstdint>
#include <set>
#include <string>
#include <vector>

namespace cutpoint::unit {
namespace {

using namespace std::chrono_literals;
using testing::Contains;
using testing::ElementsAre;

// The second of two steps of work leaves the connection behind if it is stopped.
void connection_is_lost() {
  scope handlers;
  for (int i = 0; i < 3; ++i)
    handlers.spawn("notify", [] {
      await(yield("pool.wait"));
      for (int round = 0; round < 4; ++round) {
        await(yield("db.read"));
        const entry_id connection = acquire("connection");
        await(sleep_for(1s, "db.begin"));
        release(connection);
      }
    });
  await(handlers.join());
}

// Both locks are taken one by one, in opposite order.
void locks_in_opposite_order() {
  mutex left("left.lock");
  mutex right("right.lock");
  auto one = spawn("one", [&] {
    const mutex_guard first = await(left.lock());
    const mutex_guard second = await(right.lock());
  });
  auto two = spawn("two", [&] {
    const mutex_guard first = await(right.lock());
    const mutex_guard second = await(left.lock());
  });
  auto noise = spawn("noise", [&] {
    for (int i = 0; i < 5; ++i) await(yield("noise.wait"));
  });
  await(one.join());
  await(two.join());
  await(noise.join());
}

// Fails where a value is large, or where a fault meets a stop.
void one_odd_request() {
  bool failed = false;
  const auto fine = at_end("all is well", [&] { return !failed; });
  auto client = spawn("client", [&] {
    for (int i = 0; i < 6; ++i) {
      if (choose(100, "request.size") >= 42) failed = true;
      await(yield("request.send"));
    }
  });
  await(client.join());
}

// A stop in the window between a wake-up and the run that it leads to, after another task went
// first.
void ticket_is_lost() {
  std::vector<task_ref> waiting;
  const auto visit = [&] {
    waiting.push_back(this_task::self());
    await(park("gate.pass"));
    if (!waiting.empty()) {
      wake(waiting.front());
      waiting.erase(waiting.begin());
    }
  };
  auto first = spawn("guest", visit);
  auto second = spawn("guest", visit);
  await(sleep_for(1s, "doors.open"));
  if (!waiting.empty()) {
    wake(waiting.front());
    waiting.erase(waiting.begin());
  }
  await(second.join());
}

constexpr run_bounds two_stops = {.modes = {stop_mode::edge, stop_mode::drop}, .stops = 2};

struct failure {
  std::vector<deviation> start;
  finding_identity identity;
};

std::vector<failure> random_failures(in_process& runs, std::uint64_t tries) {
  random_walk walk(seed{1}, tries, 12);
  std::vector<failure> failures;
  for (std::uint64_t job = 0; job < tries; ++job) {
    judged_run made = runs.run(walk, job);
    if (!made.found.empty())
      failures.push_back({std::move(made.run.deviations), made.found.front().identity});
  }
  return failures;
}

std::vector<deviation> without(std::vector<deviation> from, std::size_t index) {
  from.erase(from.begin() + static_cast<std::ptrdiff_t>(index));
  return from;
}

class ShrinkAnyProgram : public testing::TestWithParam<void (*)()> {};

TEST_P(ShrinkAnyProgram, EveryRandomFailureShrinksToA1MinimalOneThatIsNoGreater) {
  in_process runs(make_program(GetParam()), two_stops);
  const std::vector<failure> failures = random_failures(runs, 80);
  ASSERT_FALSE(failures.empty());
  for (const failure& f : failures) {
    const shrink_probe probe = runs.probe_for(f.identity);
    const shrink_result result = shrink(f.start, probe);
    ASSERT_EQ(result.end, shrink_end::fixpoint);
    EXPECT_LE(key_of(result.smallest), key_of(*probe(f.start)));
    EXPECT_TRUE(probe(result.smallest.deviations).has_value());
    for (std::size_t i = 0; i < result.smallest.deviations.size(); ++i)
      EXPECT_FALSE(probe(without(result.smallest.deviations, i)).has_value());
    EXPECT_EQ(shrink(result.smallest.deviations, probe).smallest.deviations,
              result.smallest.deviations);
  }
}

INSTANTIATE_TEST_SUITE_P(, ShrinkAnyProgram,
                         testing::Values(&connection_is_lost, &locks_in_opposite_order,
                                         &one_odd_request, &ticket_is_lost));

struct landings {
  std::set<std::string> at;
  std::size_t most_deviations = 0;
  std::uint64_t failures = 0;
  std::uint64_t most_probes = 0;
};

std::string words(const std::vector<deviation>& deviations) {
  std::string text;
  for (const deviation& d : deviations) {
    const choice_address& a = d.address;
    if (!text.empty()) text += ", ";
    if (a.kind == deviation_kind::stop)
      text += std::string(name_of(d.mode)) + " " + std::string(name_of(a.at)) + " ";
    text += a.task + " " + a.operation + "#" + std::to_string(a.ordinal);
    if (a.delay > 0) text += "+" + std::to_string(a.delay);
    if (!d.picked.empty()) text += " -> " + d.picked;
    if (a.kind == deviation_kind::value) text += " = " + std::to_string(d.value);
  }
  return text;
}

landings where_failures_land(void (*body)(), oracle by) {
  in_process runs(make_program(body), two_stops);
  landings found;
  for (const failure& f : random_failures(runs, 150)) {
    if (f.identity.by != by) continue;
    const shrink_result result = shrink(f.start, runs.probe_for(f.identity));
    found.at.insert(words(result.smallest.deviations));
    found.most_deviations = std::max(found.most_deviations, result.smallest.deviations.size());
    found.most_probes = std::max(found.most_probes, result.probes);
    ++found.failures;
  }
  return found;
}

TEST(ShrinkPrograms, EveryLargeRequestEndsAtTheSmallestThatIsTooLarge) {
  const landings found = where_failures_land(&one_odd_request, oracle::invariant);
  EXPECT_GE(found.failures, 50U);
  EXPECT_THAT(found.at, ElementsAre("main/client request.size#1 = 42"));
  EXPECT_LE(found.most_probes, 40U);
}

TEST(ShrinkPrograms, EveryLostTicketEndsAtTheStopInTheGrantedWindowOrEarlier) {
  const landings found = where_failures_land(&ticket_is_lost, oracle::deadlock);
  EXPECT_GE(found.failures, 1U);
  EXPECT_THAT(found.at, ElementsAre("drop parked main/guest gate.pass#1"));
}

TEST(ShrinkPrograms, EveryLostConnectionEndsAtOneStop) {
  const landings found = where_failures_land(&connection_is_lost, oracle::leak);
  EXPECT_GE(found.failures, 50U);
  EXPECT_EQ(found.most_deviations, 1U);
  EXPECT_LE(found.most_probes, 200U);
}

// One reorder is enough, but a run in which two are needed may be a local minimum.
TEST(ShrinkPrograms, EveryDeadlockEndsAtTwoReordersAtMost) {
  const landings found = where_failures_land(&locks_in_opposite_order, oracle::deadlock);
  EXPECT_GE(found.failures, 20U);
  EXPECT_LE(found.most_deviations, 2U);
  EXPECT_THAT(found.at, Contains("main/one right.lock#1 -> main/two"));
}

}  // namespace
}  // namespace cutpoint::unit
