#include <cutpoint/search/replay.hpp>

#include "unit/search/searching.hpp"

#include <cutpoint/search/random_walk.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>

namespace cutpoint {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

program busy_program() {
  return make_program([] {
    mutex pool("pool.lock");
    scope workers;
    for (int i = 0; i < 3; ++i)
      workers.spawn("worker", [&] {
        const mutex_guard held = await(pool.lock());
        if (fault("disk.write")) return;
        await(sleep_for(std::chrono::seconds(choose(3, "answer")), "work"));
      });
    await(workers.join());
  });
}

// The deviations of random runs, each with several.
std::vector<std::vector<deviation>> many_traces() {
  random_walk walking(seed{5}, 60, 30);
  std::vector<std::vector<deviation>> traces;
  for (std::uint64_t job = 0; job < 60; ++job)
    traces.push_back(run_job(walking, job, busy_program(), every_mode));
  return traces;
}

TEST(Replay, TakesTheSameDeviationsAgainByAddress) {
  for (const auto& wanted : many_traces()) {
    replay replaying(wanted, replay_key::address);
    EXPECT_EQ(run_job(replaying, 0, busy_program(), every_mode), wanted);
    EXPECT_THAT(replaying.misfits(), IsEmpty());
  }
}

TEST(Replay, TakesTheSameDeviationsAgainByNumber) {
  for (const auto& wanted : many_traces()) {
    replay replaying(wanted, replay_key::number);
    EXPECT_EQ(run_job(replaying, 0, busy_program(), every_mode), wanted);
    EXPECT_THAT(replaying.misfits(), IsEmpty());
  }
}

TEST(Replay, NeedsNoNumbersToReplayByAddress) {
  for (const auto& wanted : many_traces()) {
    auto without_numbers = wanted;
    for (deviation& d : without_numbers) {
      d.number = choice_number{0};
      d.move = 0;
    }
    replay replaying(without_numbers, replay_key::address);
    EXPECT_EQ(run_job(replaying, 0, busy_program(), every_mode), wanted);
  }
}

TEST(Replay, NeedsNoAddressesToReplayByNumber) {
  for (const auto& wanted : many_traces()) {
    auto without_addresses = wanted;
    for (deviation& d : without_addresses) d.address = {};
    replay replaying(without_addresses, replay_key::number);
    EXPECT_EQ(run_job(replaying, 0, busy_program(), every_mode), wanted);
  }
}

TEST(Replay, IsTheBenignRunWhereTheTraceIsEmpty) {
  replay replaying({});
  EXPECT_THAT(run_job(replaying, 0, busy_program(), every_mode), IsEmpty());
}

TEST(Replay, IsOneJob) {
  replay replaying({});
  EXPECT_TRUE(replaying.begin_run(0));
  EXPECT_FALSE(replaying.begin_run(1));
}

TEST(Replay, StartsAfreshInEachRun) {
  const auto traces = many_traces();
  replay replaying(traces.at(7));
  const auto first = run_job(replaying, 0, busy_program(), every_mode);
  EXPECT_EQ(run_job(replaying, 0, busy_program(), every_mode), first);
}

deviation stop_of(const std::string& task, const std::string& operation, std::uint32_t ordinal) {
  deviation d;
  d.address = {.kind = deviation_kind::stop,
               .task = task,
               .operation = operation,
               .ordinal = ordinal,
               .at = window::parked};
  d.number = choice_number{1'000};
  d.move = 1;
  return d;
}

std::vector<std::string> misfits_of(deviation wanted, replay_key key = replay_key::address) {
  replay replaying({std::move(wanted)}, key);
  run_job(replaying, 0, busy_program(), every_mode);
  return replaying.misfits();
}

TEST(Replay, SaysThatATaskIsNotThere) {
  EXPECT_THAT(
      misfits_of(stop_of("main/nobody", "work", 1)),
      ElementsAre("the stop (edge) of main/nobody parked on work does not come up: there is no "
                  "task main/nobody that can be stopped, in none of the 11 steps"));
}

TEST(Replay, SaysThatATaskNeverComesToAnOperation) {
  EXPECT_THAT(misfits_of(stop_of("main/worker", "sleep", 1)),
              ElementsAre(::testing::EndsWith(
                  ": main/worker is there up to step 5, but never comes to sleep")));
}

TEST(Replay, SaysHowOftenATaskCameToAnOperation) {
  EXPECT_THAT(misfits_of(stop_of("main/worker", "work", 2)),
              ElementsAre(::testing::EndsWith(
                  ": main/worker comes to work only 1 time, the last in step 5")));
}

TEST(Replay, SaysThatTheWindowNeverOpened) {
  deviation wanted = stop_of("main/worker", "work", 1);
  wanted.address.at = window::ready;
  EXPECT_THAT(misfits_of(wanted),
              ElementsAre(::testing::EndsWith(
                  "main/worker is at work#1 in step 5, but not ready at work then")));
}

TEST(Replay, SaysThatAChoiceHasNoSuchMove) {
  EXPECT_THAT(misfits_of(stop_of("main/worker", "work", 1), replay_key::number),
              ElementsAre(::testing::EndsWith(": choice 1000 has no move 1")));
}

TEST(Replay, TellsEachDeviationThatDoesNotFit) {
  replay replaying({stop_of("main/nobody", "work", 1), stop_of("main/worker", "work", 1),
                    stop_of("main/somebody", "work", 1)});
  EXPECT_THAT(run_job(replaying, 0, busy_program(), every_mode), SizeIs(1));
  EXPECT_THAT(replaying.misfits(), SizeIs(2));
}

}  // namespace
}  // namespace cutpoint
