#include <cutpoint/report/text.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace cutpoint {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

event_record happens(event_kind kind, std::uint64_t step, const char* task, const char* subject,
                     std::uint32_t ordinal, const char* detail, std::uint32_t line) {
  return {.kind = kind,
          .step = step,
          .task = task,
          .subject = subject,
          .ordinal = ordinal,
          .detail = detail,
          .file = "/home/me/payments.cpp",
          .line = line};
}

deviation deviates(deviation_kind kind) {
  deviation d;
  d.address.kind = kind;
  return d;
}

explained_finding leak() {
  explained_finding f;
  f.what = {
      .identity = {.by = oracle::leak, .subject = "connection", .task = "main/notify"},
      .message = "connection#1, acquired by main/notify at payments.cpp:41, is never released",
      .notes = {"connection#1 still held at the end"}};
  f.phase = search_phase::sweep;
  f.runs_to_find = 12;
  f.runs_to_shrink = 7;
  f.shrunk = shrink_end::fixpoint;
  f.events = {happens(event_kind::acquire, 1, "main/notify", "connection", 1, "", 41),
              happens(event_kind::park, 1, "main/notify", "db.begin", 1, "", 42),
              happens(event_kind::stop, 1, "main/notify", "db.begin", 1, "edge parked", 42),
              happens(event_kind::throws, 2, "main/notify", "db.begin", 1, "", 42),
              happens(event_kind::end, 2, "main/notify", "", 0, "stopped", 0)};
  f.how.deviations = {deviates(deviation_kind::stop)};
  f.replay_line = "CUTPOINT_REPLAY=traces/P.Back.trace ./payments_test --gtest_filter=P.Back";
  return f;
}

TEST(FormatText, ShowsAFindingAsAStory) {
  EXPECT_EQ(format_text("P.Back", leak()), R"(P.Back: leak
  connection#1, acquired by main/notify at payments.cpp:41, is never released

  step  task         event                                   where
     1  main/notify  acquires connection#1; parks: db.begin  payments.cpp:41, 42
        >> stop (edge) reaches main/notify, parked on db.begin
     2  main/notify  cancelled leaves the task               payments.cpp:42
        connection#1 still held at the end

  smallest failing run: 1 deviation (1 stop); found by the sweep in run 12, shrunk in 7 runs: nothing can be left out
  replay:  CUTPOINT_REPLAY=traces/P.Back.trace ./payments_test --gtest_filter=P.Back
)");
}

TEST(FormatText, EndsWithTheLineThatReplaysIt) {
  const std::string text = format_text("P.Back", leak());
  EXPECT_TRUE(text.ends_with(leak().replay_line + "\n"));
}

TEST(FormatText, HasNoReplayLineWhereNothingCanBeReplayed) {
  explained_finding f = leak();
  f.replay_line.clear();
  EXPECT_THAT(format_text("P.Back", f), Not(HasSubstr("replay:")));
}

TEST(FormatText, CountsTheDeviationsByKind) {
  explained_finding f = leak();
  f.how.deviations = {deviates(deviation_kind::pick), deviates(deviation_kind::pick),
                      deviates(deviation_kind::stop), deviates(deviation_kind::fault),
                      deviates(deviation_kind::value)};
  EXPECT_THAT(format_text("P.Back", f),
              HasSubstr("failing run: 5 deviations (1 stop, 2 reorders, 1 fault, 1 value)"));
}

TEST(FormatText, SaysThatARunFailsUndisturbed) {
  explained_finding f = leak();
  f.how.deviations.clear();
  EXPECT_THAT(format_text("P.Back", f), HasSubstr("0 deviations: it fails undisturbed"));
}

TEST(FormatText, DoesNotSayHowAReplayedRunWasFound) {
  explained_finding f = leak();
  f.phase = search_phase::replay;
  EXPECT_THAT(format_text("P.Back", f), Not(HasSubstr("found by")));
}

TEST(FormatText, ListsTheOtherFindingsOfTheRun) {
  explained_finding f = leak();
  f.others = {{.identity = {.by = oracle::orphan, .subject = "logger", .task = "main/logger"},
               .message = "main/logger outlives main, which spawned it",
               .notes = {}}};
  EXPECT_THAT(format_text("P.Back", f),
              HasSubstr("\n  also: orphan: main/logger outlives main, which spawned it\n"));
}

TEST(FormatText, IndentsMessagesOfManyLines) {
  explained_finding f = leak();
  f.what.message = "Expected equality:\n  2\n  3";
  EXPECT_THAT(format_text("P.Back", f), HasSubstr("\n  Expected equality:\n    2\n    3\n"));
}

report clean_report() {
  report r;
  r.name = "P.Back";
  r.phases = {{.phase = search_phase::baseline, .runs = 2, .jobs = 2},
              {.phase = search_phase::sweep, .runs = 30, .jobs = 30},
              {.phase = search_phase::random, .runs = 100, .jobs = 1, .done = 1}};
  r.bounds.modes = {stop_mode::drop, stop_mode::edge};
  r.runs = 132;
  r.steps = 999;
  r.sites_reached = 9;
  r.sites_cut = 8;
  r.exhausted = true;
  return r;
}

TEST(FormatCoverage, SaysWhatWasCovered) {
  EXPECT_EQ(
      format_coverage(clean_report()),
      "132 runs (baseline 2/2, sweep 30/30, random search 100, all of them), 999 steps; stops "
      "(edge, drop) at 8 of 9 suspension points");
}

TEST(FormatCoverage, SaysThatABudgetEndedTheSearch) {
  report r = clean_report();
  r.exhausted = false;
  EXPECT_TRUE(format_coverage(r).ends_with("; the budget ended the search"));
}

TEST(FormatCoverage, SaysThatAFindingEndedTheSearch) {
  report r = clean_report();
  r.exhausted = false;
  r.findings = {leak()};
  EXPECT_TRUE(format_coverage(r).ends_with("; the search ended at a finding"));
}

TEST(FormatCoverage, SaysThatNoStopsWereTried) {
  report r = clean_report();
  r.bounds.modes = {};
  EXPECT_THAT(format_coverage(r), HasSubstr("stops (none) at"));
}

TEST(FormatReport, IsOneLineWhereAllIsClean) {
  EXPECT_EQ(format_text(clean_report()),
            "P.Back: clean: " + format_coverage(clean_report()) + "\n");
}

TEST(FormatReport, ShowsEachFindingAndThenTheCoverage) {
  report r = clean_report();
  r.result = verdict::findings;
  r.findings = {leak(), leak()};
  EXPECT_EQ(format_text(r), format_text("P.Back", leak()) + "\n" + format_text("P.Back", leak()) +
                                "\nP.Back: findings: " + format_coverage(r) + "\n");
}

TEST(FormatReport, SaysWhatIsWrongWithTheInput) {
  report r;
  r.name = "P.Back";
  r.result = verdict::bad_input;
  r.message = "a.trace: cannot be read";
  EXPECT_EQ(format_text(r), "P.Back: bad input: a.trace: cannot be read\n");
}

TEST(FormatReport, SaysThatATracePassesNow) {
  report r;
  r.name = "P.Back";
  r.message = "a.trace passes now";
  EXPECT_EQ(format_text(r), "P.Back: a.trace passes now\n");
}

}  // namespace
}  // namespace cutpoint
