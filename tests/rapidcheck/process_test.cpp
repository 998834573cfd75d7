// CUTPOINT_PROP and `check`, seen from outside: by what a test binary prints and how it exits.

#include "files/temporary_folder.hpp"
#include "process/run_process.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>

namespace cutpoint {
namespace {

using process::ended_process;
using process::environment_changes;
using ::testing::HasSubstr;
using ::testing::Not;

class PropertyBinary : public ::testing::Test {
 protected:
  ended_process run(const std::string& filter, environment_changes changes = {}) const {
    changes.emplace("CUTPOINT_OUT", folder_.path().string());
    changes.emplace("RC_PARAMS", "seed=7 max_success=30");
    for (const char* const name :
         {"GTEST_TOTAL_SHARDS", "GTEST_SHARD_INDEX", "GTEST_OUTPUT", "GTEST_FILTER", "GTEST_COLOR"})
      changes.emplace(name, std::nullopt);
    return process::run_process({CUTPOINT_PROPERTY_FIXTURE, "--gtest_filter=" + filter}, changes);
  }
  std::string trace_of(const std::string& test) const {
    return (folder_.path() / (test + ".trace")).string();
  }
  // What stands in `text` between `before` and `after`.
  static std::string between(const std::string& text, const std::string& before,
                             const std::string& after) {
    const std::size_t start = text.find(before);
    if (start == std::string::npos) return {};
    return text.substr(start + before.size(),
                       text.find(after, start + before.size()) - start - before.size());
  }
  // The story alone: how many inputs it took before is another thing.
  static std::string story_of(const ended_process& end) {
    return between(end.out, "Failing.LosesAnItem: invariant", "  replay:");
  }

  // By which phase it was found first, and how fast, is another thing too.
  static std::string without_effort(const std::string& story) {
    return story.substr(0, story.find("smallest failing run: ")) + between(story, "proved: ", "\n");
  }

  files::temporary_folder folder_;
};

TEST_F(PropertyBinary, PassesWithOneLine) {
  const ended_process end = run("Passing.Holds");
  EXPECT_EQ(end.status, 0) << end.out << end.err;
  EXPECT_THAT(end.out, HasSubstr("[  PASSED  ] 1 test."));
}

TEST_F(PropertyBinary, FailsWithTheInputByNameAndBothLinesThatMakeItAgain) {
  const ended_process end = run("Failing.LosesAnItem");
  EXPECT_EQ(end.status, 1);
  EXPECT_THAT(end.out, HasSubstr("script:\n[put, put]\n"));
  EXPECT_THAT(end.out, HasSubstr("  replay:  CUTPOINT_REPLAY="));
  EXPECT_THAT(end.out, HasSubstr("  reproduce:  RC_PARAMS=\"reproduce="));
  EXPECT_THAT(end.out, HasSubstr("--gtest_filter=Failing.LosesAnItem\n"));
}

TEST_F(PropertyBinary, IsTheSameInEveryProcess) {
  const std::string once = run("Failing.LosesAnItem", {{"CUTPOINT_OUT", ""}}).out;
  const std::string again = run("Failing.LosesAnItem", {{"CUTPOINT_OUT", ""}}).out;
  EXPECT_EQ(between(once, "Falsifiable", "[  FAILED  ]"),
            between(again, "Falsifiable", "[  FAILED  ]"));
  EXPECT_THAT(once, HasSubstr("Falsifiable"));
}

TEST_F(PropertyBinary, EndsAtTheSameSmallestFailureFromEverySeed) {
  const std::string smallest = story_of(run("Failing.LosesAnItem"));
  EXPECT_THAT(smallest, HasSubstr("proved: "));
  for (const char* const seed : {"seed=1", "seed=2", "seed=3", "seed=4", "seed=5"}) {
    std::filesystem::remove(trace_of("Failing.LosesAnItem"));
    const ended_process end = run("Failing.LosesAnItem", {{"RC_PARAMS", seed}});
    EXPECT_THAT(end.out, HasSubstr("script:\n[put, put]\n"));
    EXPECT_EQ(without_effort(story_of(end)), without_effort(smallest)) << seed;
  }
}

TEST_F(PropertyBinary, LeavesTheInputAsItIsWhereRapidcheckIsNotToShrink) {
  const ended_process end =
      run("Failing.Expectation", {{"RC_PARAMS", "seed=1 noshrink=1"}, {"CUTPOINT_OUT", ""}});
  EXPECT_EQ(end.status, 1);
  EXPECT_THAT(end.out, HasSubstr("  input: not made smaller, as was asked for\n"));
  EXPECT_THAT(end.out, Not(HasSubstr("items:\n[0, 0]\n")));
}

TEST_F(PropertyBinary, IsReproducedByRapidchecksString) {
  const ended_process first = run("Failing.LosesAnItem");
  const std::string trace = files::read_file(trace_of("Failing.LosesAnItem"));
  std::filesystem::remove(trace_of("Failing.LosesAnItem"));
  const std::string key = between(first.out, "RC_PARAMS=\"", "\"");
  const ended_process again = run("Failing.LosesAnItem", {{"RC_PARAMS", key}});
  EXPECT_EQ(again.status, 1);
  EXPECT_EQ(story_of(first), story_of(again));
  EXPECT_EQ(files::read_file(trace_of("Failing.LosesAnItem")), trace);
  // rapidcheck makes nothing but the input that was asked for.
  EXPECT_EQ(run("Failing.Coroutine", {{"RC_PARAMS", key}}).status, 0);
}

TEST_F(PropertyBinary, ReplaysTheRunOfTheInputThatTheTraceHolds) {
  run("Failing.LosesAnItem");
  const std::string trace = files::read_file(trace_of("Failing.LosesAnItem"));
  EXPECT_THAT(trace, HasSubstr("cutpoint-trace 4\n"));
  EXPECT_THAT(trace, HasSubstr("# script: [put, put]\n"));
  EXPECT_THAT(trace, HasSubstr("\ninput reproduce="));
  const ended_process end =
      run("Failing.*", {{"CUTPOINT_REPLAY", trace_of("Failing.LosesAnItem")}, {"RC_PARAMS", ""}});
  EXPECT_EQ(end.status, 1);
  EXPECT_THAT(end.out, HasSubstr("script:\n[put, put]\n"));
  EXPECT_THAT(end.out, HasSubstr(">> stop (edge) reaches main/consumer, ready at store#1"));
  EXPECT_THAT(end.out, HasSubstr("[  SKIPPED ] 2 tests"));
}

TEST_F(PropertyBinary, BeginsWithTheTraceThatAnEarlierCheckLeft) {
  run("Failing.LosesAnItem");
  const ended_process end = run("Failing.LosesAnItem", {{"RC_PARAMS", "seed=8 max_success=1"}});
  EXPECT_EQ(end.status, 1);
  EXPECT_THAT(end.out, HasSubstr("script:\n[put, put]\n"));
  EXPECT_THAT(end.out, HasSubstr("found by an earlier check"));
}

TEST_F(PropertyBinary, RefusesATraceWhoseInputIsNotGenerated) {
  run("Failing.LosesAnItem");
  std::string text = files::read_file(trace_of("Failing.LosesAnItem"));
  const std::size_t input = text.find("input ");
  text.replace(input, text.find('\n', input) - input, "input nonsense");
  const std::string path = folder_.write("other.trace", text);
  const ended_process end = run("Failing.LosesAnItem", {{"CUTPOINT_REPLAY", path}});
  EXPECT_EQ(end.status, 1);
  EXPECT_THAT(end.out, HasSubstr("does not fit the property any more: expected the input of a "
                                 "property, 'reproduce=...', found 'nonsense'"));
}

TEST_F(PropertyBinary, MakesTheRunThatAnEmittedTestHolds) {
  const ended_process end = run("EmittedProperty.LosesAnItem");
  EXPECT_EQ(end.status, 1);
  EXPECT_THAT(end.out, HasSubstr("Failing.LosesAnItem: invariant"));
  for (const char* const stale : {"OfAnotherInput", "WithADamagedInput"})
    EXPECT_THAT(run(std::string("EmittedProperty.") + stale).out, HasSubstr("[  SKIPPED ] 1 test"));
}

TEST_F(PropertyBinary, TakesExpectationsForFindings) {
  const ended_process end = run("Failing.Expectation");
  EXPECT_EQ(end.status, 1);
  EXPECT_THAT(end.out, HasSubstr("items:\n[0, 0]\n\nbool:\nfalse\n"));
  EXPECT_THAT(end.out, HasSubstr("too many"));
}

TEST_F(PropertyBinary, MayBeACoroutine) {
  const ended_process end = run("Failing.Coroutine");
  EXPECT_THAT(end.out, HasSubstr("letters:\n[]\n\ncopies:\n0\n"));
  EXPECT_THAT(end.out, HasSubstr("Failing.Coroutine: leak"));
}

TEST_F(PropertyBinary, WritesAReport) {
  run("Failing.LosesAnItem:Passing.Holds");
  const std::string report = files::read_file(folder_.path() / "Failing.LosesAnItem.report.json");
  EXPECT_THAT(report, HasSubstr("input script: [put, put]"));
  EXPECT_THAT(files::read_file(folder_.path() / "Passing.Holds.report.json"),
              HasSubstr("\"verdict\": \"clean\""));
}

}  // namespace
}  // namespace cutpoint
