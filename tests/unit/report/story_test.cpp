#include "report/story.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace cutpoint {

inline void PrintTo(const story_row& row, std::ostream* to) {
  *to << "[" << row.step << "|" << row.task << "|" << row.text << "|" << row.where << "]";
}

namespace {

using ::testing::ElementsAre;
using ::testing::FieldsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

// Builds the events of a run, in which all happens in one file.
class told_run {
 public:
  told_run& step(std::uint64_t number, const char* task) {
    step_ = number;
    task_ = task;
    return *this;
  }
  told_run& event_of(event_kind kind, const char* subject = "", std::uint32_t ordinal = 0,
                     const char* detail = "", std::uint32_t line = 0,
                     const char* file = "src/payments.cpp") {
    events_.push_back({.kind = kind,
                       .step = step_,
                       .task = task_,
                       .subject = subject,
                       .ordinal = ordinal,
                       .detail = detail,
                       .file = file,
                       .line = line});
    return *this;
  }
  std::vector<story_row> story() const {
    explained_finding f;
    f.events = events_;
    return tell_story(f);
  }

 private:
  std::vector<event_record> events_;
  std::uint64_t step_ = 0;
  std::string task_;
};

TEST(Story, SaysThatABodyNeverRunsWhereItsTaskIsStoppedBefore) {
  EXPECT_THAT(
      told_run()
          .step(1, "main/a")
          .event_of(event_kind::stop, "", 0, "edge before_start")
          .event_of(event_kind::end, "", 0, "stopped")
          .step(2, "main/b")
          .event_of(event_kind::stop, "", 0, "drop before_start")
          .event_of(event_kind::end, "", 0, "dropped")
          .story(),
      ElementsAre(FieldsAre("", "", ">> stop (edge) reaches main/a, before its first step", ""),
                  FieldsAre("1", "main/a", "ends: its body never runs", ""),
                  FieldsAre("", "", ">> stop (drop) reaches main/b, before its first step", ""),
                  FieldsAre("2", "main/b",
                            "is dropped: its arguments are destroyed, its body never runs", "")));
}

TEST(Story, TellsAStepInOneRow) {
  EXPECT_THAT(told_run()
                  .step(1, "main")
                  .event_of(event_kind::acquire, "connection", 1, "", 41)
                  .event_of(event_kind::park, "db.begin", 1, "", 42)
                  .story(),
              ElementsAre(FieldsAre("1", "main", "acquires connection#1; parks: db.begin",
                                    "payments.cpp:41, 42")));
}

TEST(Story, TellsEachStepInARowOfItsOwn) {
  EXPECT_THAT(told_run()
                  .step(1, "main")
                  .event_of(event_kind::yield, "work", 1)
                  .step(2, "main")
                  .event_of(event_kind::yield, "work", 2)
                  .story(),
              ElementsAre(FieldsAre("1", "main", "yields: work", ""),
                          FieldsAre("2", "main", "yields: work#2", "")));
}

TEST(Story, NamesEachPlaceOnceAndEachFileApart) {
  EXPECT_THAT(told_run()
                  .step(1, "main")
                  .event_of(event_kind::acquire, "file", 1, "", 7)
                  .event_of(event_kind::release, "file", 1, "", 7)
                  .event_of(event_kind::park, "pool.lock", 1, "", 9, "lib/pool.hpp")
                  .story(),
              ElementsAre(FieldsAre("1", "main", ::testing::_, "payments.cpp:7; pool.hpp:9")));
}

TEST(Story, TellsAnInjectedStopApartFromTheTasks) {
  EXPECT_THAT(
      told_run()
          .step(1, "main/notify")
          .event_of(event_kind::park, "db.begin", 1, "", 42)
          .event_of(event_kind::stop, "db.begin", 1, "edge parked", 42)
          .story(),
      ElementsAre(FieldsAre("1", "main/notify", "parks: db.begin", "payments.cpp:42"),
                  FieldsAre("", "", ">> stop (edge) reaches main/notify, parked on db.begin", "")));
}

TEST(Story, SaysWhatATaskIsDoingWhenAStopReachesIt) {
  const auto told = [](const char* subject, const char* detail) {
    return told_run()
        .step(1, "main/a")
        .event_of(event_kind::stop, subject, *subject == '\0' ? 0 : 1, detail)
        .story()
        .at(0)
        .text;
  };
  EXPECT_EQ(told("", "drop before_start"), ">> stop (drop) reaches main/a, before its first step");
  EXPECT_EQ(told("work", "edge granted"),
            ">> stop (edge) reaches main/a, granted work, not run since");
  EXPECT_EQ(told("work", "level ready"), ">> stop (level) reaches main/a, ready at work");
  EXPECT_EQ(told("work", "request in_cleanup"),
            ">> stop (request) reaches main/a, in cleanup, at work");
  EXPECT_EQ(told("", "edge in_cleanup"), ">> stop (edge) reaches main/a, in cleanup");
}

TEST(Story, TellsAStopByAnotherTaskAmongWhatThatTaskDoes) {
  EXPECT_THAT(
      told_run()
          .step(3, "main/notify")
          .event_of(event_kind::stop, "db.begin", 1, "edge parked by main/pool", 42)
          .story(),
      ElementsAre(FieldsAre("3", "main/pool", "stops main/notify (edge), parked on db.begin", "")));
}

TEST(Story, TakesAStopThatLeavesTheTaskAtOnceForOneThing) {
  EXPECT_THAT(
      told_run()
          .step(2, "main/a")
          .event_of(event_kind::throws, "work", 1, "", 42)
          .event_of(event_kind::end, "", 0, "stopped")
          .story(),
      ElementsAre(FieldsAre("2", "main/a", "cancelled leaves the task", "payments.cpp:42")));
}

TEST(Story, TellsAStopThatIsCaught) {
  EXPECT_THAT(
      told_run()
          .step(2, "main/a")
          .event_of(event_kind::throws, "work", 1, "", 42)
          .event_of(event_kind::end, "", 0, "value")
          .story(),
      ElementsAre(FieldsAre("2", "main/a", "cancelled thrown at work; ends", "payments.cpp:42")));
}

TEST(Story, TellsTimeReordersAndFaults) {
  EXPECT_THAT(told_run()
                  .step(2, "")
                  .event_of(event_kind::time, "", 0, "20s")
                  .event_of(event_kind::reorder, "main/b", 0, "main/a")
                  .step(2, "main/b")
                  .event_of(event_kind::fault, "disk.write", 2)
                  .story(),
              ElementsAre(FieldsAre("", "", ".. time passes: 20s", ""),
                          FieldsAre("", "", ">> main/b goes on, before main/a", ""),
                          FieldsAre("", "", ">> fault: disk.write#2 fails in main/b", "")));
}

TEST(Story, LeavesOutWhatGoesWithoutSaying) {
  EXPECT_THAT(told_run().step(2, "main").event_of(event_kind::take, "join", 1).story(), IsEmpty());
}

TEST(Story, TellsTheFirstLineOfALongViolation) {
  EXPECT_EQ(told_run()
                .step(2, "main")
                .event_of(event_kind::violation, "a_test.cpp:7", 0, "Expected equality\n  2\n  3")
                .story()
                .at(0)
                .text,
            "!! a_test.cpp:7: Expected equality");
}

TEST(Story, TellsAShortOneWhole) {
  told_run run;
  for (std::uint64_t i = 1; i <= 60; ++i) run.step(i, "main").event_of(event_kind::yield, "w", 1);
  EXPECT_THAT(run.story(), SizeIs(60));
}

TEST(Story, LeavesOutTheMiddleOfALongOneButNotWhatDeviates) {
  told_run run;
  for (std::uint64_t i = 1; i <= 200; ++i) {
    run.step(i, "main").event_of(event_kind::yield, "w", 1);
    if (i == 100) run.event_of(event_kind::stop, "w", 1, "edge ready");
  }
  const std::vector<story_row> rows = run.story();
  EXPECT_LT(rows.size(), 60U);
  EXPECT_EQ(rows.front().step, "1");
  EXPECT_EQ(rows.back().step, "200");
  std::vector<std::string> told;
  for (const story_row& row : rows) told.push_back(row.text);
  EXPECT_THAT(told, ::testing::Contains(">> stop (edge) reaches main, ready at w"));
  EXPECT_THAT(told, ::testing::Contains(".. 84 rows left out"));
}

}  // namespace
}  // namespace cutpoint
