#include <cutpoint/trace/event.hpp>

#include <cutpoint/trace/stop.hpp>

#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <utility>

namespace cutpoint {
namespace {

using namespace std::chrono_literals;

/// `main/notify` at step 2, at the first `db.begin`.
event_record at_db_begin(event_kind kind, std::string detail = {}) {
  event_record e;
  e.kind = kind;
  e.step = 2;
  e.task = "main/notify";
  e.subject = "db.begin";
  e.ordinal = 1;
  e.detail = std::move(detail);
  return e;
}

event_record without_place(event_record e) {
  e.subject.clear();
  e.ordinal = 0;
  return e;
}

TEST(LogLine, TellsASpawn) {
  event_record e;
  e.kind = event_kind::spawn;
  e.step = 1;
  e.task = "main";
  e.subject = "main/notify";
  EXPECT_EQ(log_line(e), "1 main spawns main/notify");
}

TEST(LogLine, NamesTheRunWhereNoTaskActs) {
  event_record e;
  e.kind = event_kind::spawn;
  e.subject = "main";
  EXPECT_EQ(log_line(e), "0 the run spawns main");
}

TEST(LogLine, TellsAPass) {
  EXPECT_EQ(log_line(at_db_begin(event_kind::pass)), "2 main/notify passes db.begin#1");
}

TEST(LogLine, TellsAYield) {
  EXPECT_EQ(log_line(at_db_begin(event_kind::yield)), "2 main/notify yields db.begin#1");
}

TEST(LogLine, TellsAPark) {
  EXPECT_EQ(log_line(at_db_begin(event_kind::park)), "2 main/notify parks db.begin#1");
}

TEST(LogLine, PutsADetailInBrackets) {
  EXPECT_EQ(log_line(at_db_begin(event_kind::park, "until 20s")),
            "2 main/notify parks db.begin#1 (until 20s)");
}

TEST(LogLine, TellsAGrant) {
  event_record e;
  e.kind = event_kind::grant;
  e.step = 4;
  e.task = "main";
  e.subject = "main/notify";
  EXPECT_EQ(log_line(e), "4 main grants main/notify");
}

TEST(LogLine, TellsATake) {
  EXPECT_EQ(log_line(at_db_begin(event_kind::take)), "2 main/notify takes db.begin#1");
}

TEST(LogLine, TellsAThrow) {
  EXPECT_EQ(log_line(at_db_begin(event_kind::throws)), "2 main/notify cancelled at db.begin#1");
}

TEST(LogLine, TellsAStopCallback) {
  EXPECT_EQ(log_line(without_place(at_db_begin(event_kind::callback))),
            "2 main/notify runs stop callback");
}

TEST(LogLine, TellsAnAcknowledgement) {
  EXPECT_EQ(log_line(without_place(at_db_begin(event_kind::acknowledge))),
            "2 main/notify acknowledges the stop");
}

TEST(LogLine, TellsAnEnd) {
  EXPECT_EQ(log_line(without_place(at_db_begin(event_kind::end, "stopped"))),
            "2 main/notify ends: stopped");
}

TEST(LogLine, TellsAnEndWithoutADetail) {
  EXPECT_EQ(log_line(without_place(at_db_begin(event_kind::end))), "2 main/notify ends");
}

TEST(LogLine, TellsTheTime) {
  event_record e;
  e.kind = event_kind::time;
  e.step = 5;
  e.detail = "1.5ms";
  EXPECT_EQ(log_line(e), "time 1.5ms");
}

TEST(LogLine, TellsAReorder) {
  event_record e;
  e.kind = event_kind::reorder;
  e.step = 3;
  e.subject = "main/b";
  EXPECT_EQ(log_line(e), "3 reorder: main/b goes on");
}

TEST(LogLine, TellsWhomAReorderPassesOver) {
  event_record e;
  e.kind = event_kind::reorder;
  e.step = 3;
  e.subject = "main/b";
  e.detail = "main/a";
  EXPECT_EQ(log_line(e), "3 reorder: main/b goes on instead of main/a");
}

TEST(LogLine, TellsAnAcquisition) {
  event_record e = at_db_begin(event_kind::acquire);
  e.subject = "connection";
  EXPECT_EQ(log_line(e), "2 main/notify acquires connection#1");
}

TEST(LogLine, TellsARelease) {
  event_record e = at_db_begin(event_kind::release);
  e.subject = "connection";
  EXPECT_EQ(log_line(e), "2 main/notify releases connection#1");
}

TEST(LogLine, TellsAFault) {
  EXPECT_EQ(log_line(at_db_begin(event_kind::fault)), "2 main/notify: fault db.begin#1 fires");
}

TEST(LogLine, TellsAChosenValue) {
  EXPECT_EQ(log_line(at_db_begin(event_kind::choose, "3 of 8")),
            "2 main/notify chooses 3 of 8 (db.begin#1)");
}

TEST(LogLine, TellsAViolation) {
  event_record e = at_db_begin(event_kind::violation, "5 of 3 are taken");
  e.subject = "capacity";
  e.ordinal = 0;
  EXPECT_EQ(log_line(e), "2 main/notify violates capacity: 5 of 3 are taken");
}

TEST(LogLine, TellsAStopOfTheSearch) {
  EXPECT_EQ(log_line(at_db_begin(event_kind::stop, "edge parked")),
            "2 >> stop (edge) reaches main/notify, parked on db.begin#1");
}

TEST(LogLine, TellsAStopOfTheProgram) {
  event_record e = at_db_begin(event_kind::stop, "edge parked by main");
  e.step = 3;
  EXPECT_EQ(log_line(e), "3 main stops main/notify (edge), parked on db.begin#1");
}

TEST(LogLine, TellsWhichChildStopsATask) {
  EXPECT_EQ(log_line(at_db_begin(event_kind::stop, "level ready by main/a")),
            "2 main/a stops main/notify (level), ready at db.begin#1");
}

TEST(LogLine, TellsAStopByATaskWithBlanksInItsName) {
  EXPECT_EQ(log_line(at_db_begin(event_kind::stop, "edge parked by main/the one by parked")),
            "2 main/the one by parked stops main/notify (edge), parked on db.begin#1");
}

TEST(LogLine, TellsEveryModeOfAStop) {
  for (const stop_mode mode : all_stop_modes) {
    const std::string name(name_of(mode));
    EXPECT_EQ(log_line(at_db_begin(event_kind::stop, name + " granted")),
              "2 >> stop (" + name + ") reaches main/notify, granted db.begin#1");
  }
}

TEST(LogLine, TellsAStopBeforeTheTaskStarts) {
  EXPECT_EQ(log_line(without_place(at_db_begin(event_kind::stop, "drop before_start"))),
            "2 >> stop (drop) reaches main/notify, before it starts");
}

TEST(LogLine, TellsAStopThatFindsTheTaskReady) {
  EXPECT_EQ(log_line(at_db_begin(event_kind::stop, "level ready")),
            "2 >> stop (level) reaches main/notify, ready at db.begin#1");
}

TEST(LogLine, TellsAStopThatFindsTheTaskInCleanup) {
  EXPECT_EQ(log_line(at_db_begin(event_kind::stop, "request in_cleanup")),
            "2 >> stop (request) reaches main/notify, in cleanup at db.begin#1");
}

TEST(LogLine, TellsAStopInCleanupThatIsAtNoOperation) {
  EXPECT_EQ(log_line(without_place(at_db_begin(event_kind::stop, "edge in_cleanup by main"))),
            "2 main stops main/notify (edge), in cleanup");
}

TEST(LogLine, LeavesTheOrdinalOutWhereItIsZero) {
  event_record e = at_db_begin(event_kind::park);
  e.ordinal = 0;
  EXPECT_EQ(log_line(e), "2 main/notify parks db.begin");
}

TEST(LogLine, SaysNothingOfFileAndLine) {
  event_record e = at_db_begin(event_kind::park);
  e.file = "payments.cpp";
  e.line = 41;
  EXPECT_EQ(log_line(e), log_line(at_db_begin(event_kind::park)));
}

TEST(LogLine, IsOneLineWhateverTheTextHolds) {
  event_record e = at_db_begin(event_kind::violation, "first\nsecond\tthird\x7f\x1b");
  EXPECT_EQ(log_line(e),
            "2 main/notify violates db.begin#1: first\\nsecond\\u0009third\\u007f\\u001b");
}

TEST(LogLine, KeepsUnicode) {
  event_record e = at_db_begin(event_kind::park);
  e.subject = "größe.λ";
  EXPECT_EQ(log_line(e), "2 main/notify parks größe.λ#1");
}

TEST(InWords, TellsZeroInSeconds) { EXPECT_EQ(in_words(0ns), "0s"); }

TEST(InWords, TellsWholeUnits) {
  EXPECT_EQ(in_words(1ns), "1ns");
  EXPECT_EQ(in_words(1us), "1us");
  EXPECT_EQ(in_words(1ms), "1ms");
  EXPECT_EQ(in_words(1s), "1s");
}

TEST(InWords, TakesTheLargestUnitThatFits) {
  EXPECT_EQ(in_words(999ns), "999ns");
  EXPECT_EQ(in_words(999'999ns), "999.999us");
  EXPECT_EQ(in_words(999'999'999ns), "999.999999ms");
}

TEST(InWords, TellsNoUnitAboveSeconds) { EXPECT_EQ(in_words(24h), "86400s"); }

TEST(InWords, LeavesZerosAtTheEndOut) {
  EXPECT_EQ(in_words(1500us), "1.5ms");
  EXPECT_EQ(in_words(20s), "20s");
}

TEST(InWords, KeepsZerosInTheMiddle) { EXPECT_EQ(in_words(1s + 1ns), "1.000000001s"); }

TEST(InWords, TellsANegativeLength) { EXPECT_EQ(in_words(-1500us), "-1.5ms"); }

TEST(InWords, TellsTheLongestLength) {
  EXPECT_EQ(in_words(virtual_duration::max()), "9223372036.854775807s");
}

TEST(InWords, TellsTheMostNegativeLength) {
  EXPECT_EQ(in_words(virtual_duration::min()), "-9223372036.854775808s");
}

}  // namespace
}  // namespace cutpoint
