// What becomes of a trace when the program it was found in is edited.

#include "files/temporary_folder.hpp"
#include "programs/registry.hpp"

#include <cutpoint/check.hpp>
#include <cutpoint/fiber.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <string>

namespace cutpoint::replay_suite {
namespace {

using namespace std::chrono_literals;
using ::testing::HasSubstr;

explained_finding first_finding(const program& made, options wanted) {
  wanted.out.clear();
  return check(made, wanted).findings.at(0);
}

/// Replays `t` on `edited`, quietly.
report replay_on(const program& edited, const trace& t) {
  const files::temporary_folder folder;
  options wanted{.name = t.program, .out = {}};
  wanted.replay = folder.write("found.trace", format_trace(t));
  ::testing::internal::CaptureStdout();
  report r = check(edited, wanted);
  ::testing::internal::GetCapturedStdout();
  return r;
}

void notify_and_lose_the_connection() {
  const entry_id connection = acquire("connection");
  await(sleep_for(20s, "db.begin"));
  release(connection);
}

const explained_finding& lost_connection() {
  static const explained_finding found =
      first_finding(programs::the("connection_is_lost").make(), {.name = "connection_is_lost"});
  return found;
}

TEST(EditedProgram, ReplaysByAddressThoughAnotherTaskRunsBeforeAndBetween) {
  const program edited = make_program([] {
    auto metrics = spawn("metrics", [] {
      for (int i = 0; i < 3; ++i) await(yield("metrics.send"));
    });
    auto notify = spawn("notify", notify_and_lose_the_connection);
    await(notify.join());
    await(metrics.join());
  });
  const report r = replay_on(edited, lost_connection().how);
  ASSERT_EQ(r.result, verdict::findings) << r.message;
  EXPECT_EQ(r.findings[0].what.identity, lost_connection().what.identity);
  EXPECT_EQ(r.runs, 1U) << "the choice numbers were needed";
}

TEST(EditedProgram, ReplaysByAddressThoughItsTaskSuspendsOnceMoreBefore) {
  const program edited = make_program([] {
    auto notify = spawn("notify", [] {
      await(yield("log.write"));
      notify_and_lose_the_connection();
    });
    await(notify.join());
  });
  const report r = replay_on(edited, lost_connection().how);
  ASSERT_EQ(r.result, verdict::findings) << r.message;
  EXPECT_EQ(r.findings[0].what.identity, lost_connection().what.identity);
  EXPECT_EQ(r.runs, 1U) << "the choice numbers were needed";
}

TEST(EditedProgram, ReplaysByNumbersWhereTheTaskWasRenamed) {
  const program edited = make_program([] {
    auto notify = spawn("notify", [] {
      const entry_id connection = acquire("connection");
      await(sleep_for(20s, "db.start"));
      release(connection);
    });
    await(notify.join());
  });
  const report r = replay_on(edited, lost_connection().how);
  ASSERT_EQ(r.result, verdict::findings) << r.message;
  EXPECT_EQ(r.findings[0].what.identity, lost_connection().what.identity);
  EXPECT_EQ(r.runs, 2U);
}

TEST(EditedProgram, PassesNowWhereTheBugIsFixed) {
  const program fixed = make_program([] {
    auto notify = spawn("notify", [] {
      const tracked<int> connection("connection");
      await(sleep_for(20s, "db.begin"));
    });
    await(notify.join());
  });
  const report r = replay_on(fixed, lost_connection().how);
  EXPECT_EQ(r.result, verdict::clean);
  EXPECT_THAT(r.message, HasSubstr("found.trace passes now"));
}

TEST(EditedProgram, DoesNotFitWhereTheOperationIsGone) {
  const program edited = make_program([] {
    auto notify = spawn("notify", [] { await(sleep_for(20s, "db.start")); });
    await(notify.join());
  });
  const report r = replay_on(edited, lost_connection().how);
  EXPECT_EQ(r.result, verdict::bad_input);
  EXPECT_THAT(r.message,
              HasSubstr("found.trace does not fit the program any more: the stop (edge) of "
                        "main/notify at db.begin#1, parked, 0 scheduling points in never came up "
                        "in 4 steps: main/notify never came to db.begin. Search again"));
}

TEST(EditedProgram, DoesNotFitWhereTheTaskIsGone) {
  const program edited = make_program([] { await(sleep_for(20s, "db.begin")); });
  const report r = replay_on(edited, lost_connection().how);
  EXPECT_EQ(r.result, verdict::bad_input);
  EXPECT_THAT(r.message, HasSubstr("main/notify was never there to be chosen"));
}

TEST(EditedProgram, DoesNotFitWhereTheOperationIsUsedLessOften) {
  const auto program_with = [](int writes) {
    return make_program([writes] {
      auto writer = spawn("writer", [writes] {
        const entry_id file = acquire("file");
        for (int i = 0; i < writes; ++i) await(sleep_for(1s, "disk.write"));
        if (writes < 3) release(file);
      });
      writer.detach();
      await(sleep_for(5s, "wait"));
    });
  };
  trace t = lost_connection().how;
  t.program = "writer";
  t.expected = {.by = oracle::leak, .subject = "file", .task = "main/writer"};
  t.deviations.at(0).address.task = "main/writer";
  t.deviations.at(0).address.operation = "disk.write";
  t.deviations.at(0).address.ordinal = 3;
  t.deviations.at(0).number = choice_number{40};
  const report r = replay_on(program_with(2), t);
  EXPECT_EQ(r.result, verdict::bad_input);
  EXPECT_THAT(r.message, HasSubstr("main/writer came to disk.write only 2 times"));
}

TEST(EditedProgram, DoesNotFitWhereTheTaskIsNeverInThatWindow) {
  trace t = lost_connection().how;
  t.deviations.at(0).address.at = window::in_cleanup;
  t.deviations.at(0).number = choice_number{40};
  const report r = replay_on(programs::the("connection_is_lost").make(), t);
  EXPECT_EQ(r.result, verdict::bad_input);
  EXPECT_THAT(r.message, HasSubstr("main/notify was there, but not in_cleanup at that moment"));
}

TEST(EditedProgram, IsJudgedWithinTheBoundsOfTheTraceNotThoseOfTheCheck) {
  const programs::named_program& retrying = programs::the("client_asks_for_ever");
  const explained_finding found = first_finding(retrying.make(), retrying.wanted);
  ASSERT_EQ(found.what.identity.by, oracle::livelock);
  const report r = replay_on(retrying.make(), found.how);
  ASSERT_EQ(r.result, verdict::findings);
  EXPECT_EQ(r.bounds.steps, retrying.wanted.steps_per_run);
  EXPECT_EQ(r.findings[0].what, found.what);
}

}  // namespace
}  // namespace cutpoint::replay_suite
