// What becomes of a trace when the program it was found in is edited.

#include "files/temporary_folder.hpp"
#include "programs/registry.hpp"

#include <cutpoint/check.hpp>
#include <cutpoint/fiber.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <cstdlib>
#include <string>

namespace cutpoint::replay_suite {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

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

/// Expects the trace of the lost connection to lead to the same finding in so many runs, and to say
/// what was changed where `change` says something.
void expect_lost(void (*edited)(), std::uint64_t runs, const std::string& change = {}) {
  const report r = replay_on(make_program(edited), lost_connection().how);
  ASSERT_EQ(r.result, verdict::findings) << r.message;
  EXPECT_EQ(r.findings[0].what.identity.by, oracle::leak);
  EXPECT_EQ(r.findings[0].what.identity.subject, "connection");
  EXPECT_EQ(r.runs, runs);
  if (change.empty())
    EXPECT_THAT(r.notes, IsEmpty());
  else
    EXPECT_THAT(r.notes, ElementsAre(HasSubstr(change)));
}

/// Expects the trace not to fit, for this reason.
void expect_refused(void (*edited)(), const trace& t, const std::string& reason) {
  const report r = replay_on(make_program(edited), t);
  EXPECT_EQ(r.result, verdict::bad_input);
  EXPECT_THAT(r.message, HasSubstr("found.trace does not fit the program any more: "));
  EXPECT_THAT(r.message, HasSubstr(reason));
  EXPECT_THAT(r.message, EndsWith(". Search again"));
}

// Edits that have nothing to do with the bug.

TEST(EditedProgram, ReplaysThoughLinesHaveShiftedAndLocalsAreRenamed) {
  expect_lost(
      [] {
        auto messenger = spawn("notify", [] {
          const entry_id borrowed = acquire("connection");

          await(sleep_for(20s, "db.begin"));

          release(borrowed);
        });
        await(messenger.join());
      },
      1);
}

TEST(EditedProgram, ReplaysThoughArgumentsHaveAnotherOrder) {
  expect_lost(
      [] {
        const auto notify = [](std::string kind, std::chrono::seconds patience) {
          const entry_id connection = acquire(kind);
          await(sleep_for(patience, "db.begin"));
          release(connection);
        };
        auto notified = spawn("notify", notify, std::string("connection"), 20s);
        await(notified.join());
      },
      1);
}

TEST(EditedProgram, ReplaysThoughAnotherTaskRunsBeforeAndBetween) {
  expect_lost(
      [] {
        auto metrics = spawn("metrics", [] {
          for (int i = 0; i < 3; ++i) await(yield("metrics.send"));
        });
        auto notify = spawn("notify", notify_and_lose_the_connection);
        await(notify.join());
        await(metrics.join());
      },
      1);
}

TEST(EditedProgram, ReplaysThoughItsTaskSuspendsOnceMoreBefore) {
  expect_lost(
      [] {
        auto notify = spawn("notify", [] {
          await(yield("log.write"));
          notify_and_lose_the_connection();
        });
        await(notify.join());
      },
      1);
}

TEST(EditedProgram, ReplaysThoughItsTaskSuspendsOnceMoreBetween) {
  expect_lost(
      [] {
        auto notify = spawn("notify", [] {
          const entry_id connection = acquire("connection");
          await(yield("log.write"));
          await(sleep_for(20s, "db.begin"));
          release(connection);
        });
        await(notify.join());
      },
      1);
}

TEST(EditedProgram, ReplaysThoughItsTaskSuspendsOnceMoreBehind) {
  expect_lost(
      [] {
        auto notify = spawn("notify", [] {
          notify_and_lose_the_connection();
          await(yield("log.write"));
        });
        await(notify.join());
      },
      1);
}

TEST(EditedProgram, ReplaysThoughItsTaskIsSpawnedInAScope) {
  expect_lost(
      [] {
        scope notifiers;
        notifiers.spawn("notify", notify_and_lose_the_connection);
        await(notifiers.join());
      },
      1);
}

// Edits that move or rename what the trace names: it is repaired, and says so.

TEST(EditedProgram, IsRepairedWhereTheSameOperationIsUsedOnceMoreBefore) {
  expect_lost(
      [] {
        auto notify = spawn("notify", [] {
          await(sleep_for(1s, "db.begin"));
          notify_and_lose_the_connection();
        });
        await(notify.join());
      },
      6,
      "the trace was repaired to fit the program: `stop edge main/notify parked at db.begin#1 +0 "
      "@2=1` is now `stop edge main/notify parked at db.begin#2 +0 @");
}

TEST(EditedProgram, IsRepairedWhereAnotherTaskOfThatNameIsSpawnedBefore) {
  expect_lost(
      [] {
        auto first = spawn("notify", [] { await(sleep_for(1s, "db.begin")); });
        auto notify = spawn("notify", notify_and_lose_the_connection);
        await(first.join());
        await(notify.join());
      },
      4, "is now `stop edge main/notify#2 parked at db.begin#1 +0 @");
}

TEST(EditedProgram, IsRepairedWhereTheTaskAndTheOperationWereRenamed) {
  expect_lost(
      [] {
        await(yield("settle"));
        auto notify = spawn("messenger", [] {
          const entry_id connection = acquire("connection");
          await(sleep_for(20s, "db.start"));
          release(connection);
        });
        await(notify.join());
      },
      5, "is now `stop edge main/messenger parked at db.start#1 +0 @");
}

void work_that_may_not_be_stopped() {
  try {
    await(sleep_for(1s, "work"));
  } catch (const cancelled&) {
    std::abort();
  }
}

TEST(EditedProgram, IsRepairedThoughTheRunDies) {
  const program reckless = make_program([] {
    auto child = spawn("child", work_that_may_not_be_stopped);
    await(child.join());
  });
  const explained_finding found =
      first_finding(reckless, {.name = "reckless", .depth_runs = 0, .random_runs = 0});
  ASSERT_EQ(found.what.identity.by, oracle::death);
  const program edited = make_program([] {
    auto child = spawn("child", [] {
      await(sleep_for(1s, "work"));
      work_that_may_not_be_stopped();
    });
    await(child.join());
  });
  const report r = check_trace(edited, found.how, {.name = "reckless"});
  ASSERT_EQ(r.result, verdict::findings) << r.message;
  EXPECT_EQ(r.findings[0].what.identity, found.what.identity);
  EXPECT_THAT(r.notes, ElementsAre(HasSubstr("at work#2 +0 @")));
}

TEST(EditedProgram, ReplaysByNumbersWhereOnlyTheOperationWasRenamed) {
  expect_lost(
      [] {
        auto notify = spawn("notify", [] {
          const entry_id connection = acquire("connection");
          await(sleep_for(20s, "db.start"));
          release(connection);
        });
        await(notify.join());
      },
      2);
}

TEST(EditedProgram, ReplaysAReorderThoughATaskIsAddedAndASuspensionBefore) {
  const programs::named_program& locks = programs::the("locks_in_opposite_order");
  const explained_finding found = first_finding(locks.make(), locks.wanted);
  const program edited = make_program([] {
    auto metrics = spawn("metrics", [] { await(yield("metrics.send")); });
    mutex left("left.lock");
    mutex right("right.lock");
    auto one = spawn("one", [&] {
      await(yield("log.write"));
      const mutex_guard first = await(left.lock());
      const mutex_guard second = await(right.lock());
    });
    auto two = spawn("two", [&] {
      await(yield("log.write"));
      const mutex_guard first = await(right.lock());
      const mutex_guard second = await(left.lock());
    });
    await(one.join());
    await(two.join());
    await(metrics.join());
  });
  const report r = replay_on(edited, found.how);
  ASSERT_EQ(r.result, verdict::findings) << r.message;
  EXPECT_EQ(r.findings[0].what.identity, found.what.identity);
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

// Edits after which the trace means nothing any more.

TEST(EditedProgram, IsRefusedWhereTheOperationIsGone) {
  expect_refused(
      [] {
        auto notify = spawn("notify", [] { await(sleep_for(20s, "db.start")); });
        await(notify.join());
      },
      lost_connection().how,
      "the stop (edge) of main/notify parked on db.begin does not come up: main/notify is there up "
      "to step 2, but never comes to db.begin");
}

TEST(EditedProgram, IsRefusedWhereTheTaskIsGone) {
  expect_refused([] { await(sleep_for(20s, "db.begin")); }, lost_connection().how,
                 "there is no task main/notify that can be stopped, in none of the 2 steps");
}

trace third_write() {
  trace t = lost_connection().how;
  t.expected = {.by = oracle::leak, .subject = "file", .task = "main/writer"};
  t.deviations.at(0).address.task = "main/writer";
  t.deviations.at(0).address.operation = "disk.write";
  t.deviations.at(0).address.ordinal = 3;
  t.deviations.at(0).number = choice_number{40};
  return t;
}

TEST(EditedProgram, IsRefusedWhereTheOperationIsUsedLessOften) {
  expect_refused(
      [] {
        auto writer = spawn("writer", [] {
          const tracked<int> file("file");
          for (int i = 0; i < 2; ++i) await(sleep_for(1s, "disk.write"));
        });
        await(writer.join());
      },
      third_write(), "main/writer comes to disk.write only 2 times, the last in step 3");
}

TEST(EditedProgram, IsRefusedWhereTheOperationNeedsNotWaitAnyMore) {
  expect_refused(
      [] {
        auto notify = spawn("notify", [] {
          const tracked<int> connection("connection");
          await(yield("db.begin"));
        });
        await(notify.join());
      },
      lost_connection().how,
      "main/notify is at db.begin#1 in step 2, but not parked on db.begin then");
}

TEST(EditedProgram, IsRefusedWhereTheOtherTaskCannotGoOnThen) {
  const programs::named_program& locks = programs::the("locks_in_opposite_order");
  expect_refused(
      [] {
        mutex left("left.lock");
        mutex right("right.lock");
        auto one = spawn("one", [&] {
          const mutex_guard first = await(left.lock());
          const mutex_guard second = await(right.lock());
        });
        await(one.join());
        auto two = spawn("two", [&] {
          const mutex_guard first = await(right.lock());
          const mutex_guard second = await(left.lock());
        });
        await(two.join());
      },
      first_finding(locks.make(), locks.wanted).how,
      "letting main/two go on after main/one at right.lock does not come up: main/one never comes "
      "to such a choice");
}

TEST(EditedProgram, IsRefusedWhereTheFaultIsNotAskedForAnyMore) {
  const programs::named_program& refused = programs::the("refused_payment_is_not_handled");
  expect_refused(
      [] {
        auto pay = spawn("pay", [] { await(sleep_for(1s, "bank.ask")); });
        await(pay.join());
      },
      first_finding(refused.make(), refused.wanted).how,
      "the fault bank.ask#2 in main/pay does not come up: main/pay never comes to such a choice");
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
