// The verbs that take one file: replay, show, init.

#include "cli/cutpoint_command.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace cutpoint {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

class ReplayCommand : public cutpoint_run {
 protected:
  // Returns: a trace of the test, which was just found.
  std::string found(const std::string& test) const {
    run(test);
    return trace_of(test);
  }
  static process::ended_process replay(const std::string& trace) {
    return cutpoint({"replay", trace, "--", CUTPOINT_GTEST_FIXTURE});
  }
};

TEST_F(ReplayCommand, EndsWithOneWhereTheRunFailsAgain) {
  const auto ended = replay(found("Failing.Leak"));
  EXPECT_EQ(ended.status, 1) << ended.err;
  EXPECT_THAT(ended.out, AllOf(HasSubstr("main/notify parks db.begin#1"),
                               HasSubstr("cutpoint replay: leak is reproduced")));
}

TEST_F(ReplayCommand, EndsWithOneWhereTheRunKillsTheTestItself) {
  const auto ended = replay(found("Failing.Death"));
  EXPECT_EQ(ended.status, 1) << ended.err;
  EXPECT_THAT(ended.out, HasSubstr("the process was killed by SIGABRT (Aborted)"));
}

TEST_F(ReplayCommand, EndsWithZeroWhereTheRunPassesNow) {
  const std::string trace = found("Special.MendedByTheEnvironment");
  EXPECT_EQ(replay(trace).status, 1);
  const auto ended = cutpoint({"replay", trace, "--", CUTPOINT_GTEST_FIXTURE},
                              {{"CUTPOINT_FIXTURE_IS_MENDED", "1"}});
  EXPECT_EQ(ended.status, 0) << ended.out << ended.err;
  EXPECT_THAT(ended.out, HasSubstr("passes now"));
}

TEST_F(ReplayCommand, EndsWithTwoWhereTheTraceDoesNotFit) {
  std::string text = files::read_file(found("Failing.Leak"));
  for (std::size_t at = 0; (at = text.find("db.begin", at)) != std::string::npos;)
    text.replace(at, 8, "db.other");
  text.replace(text.find("@"), 2, "@9");
  // Else it would be repaired.
  text.replace(text.find("leak | connection"), 17, "leak | socket");
  const auto ended = replay(folder_.write("stale.trace", text));
  EXPECT_EQ(ended.status, 2) << ended.out;
  EXPECT_THAT(ended.err, HasSubstr("does not fit the program any more"));
}

TEST_F(ReplayCommand, EndsWith130WhereItIsInterrupted) {
  const auto ended =
      cutpoint({"replay", found("Special.LeaksAndInterrupts"), "--", CUTPOINT_GTEST_FIXTURE},
               {{"CUTPOINT_FIXTURE_INTERRUPTS", "1"}});
  EXPECT_EQ(ended.status, 130) << ended.err;
  EXPECT_THAT(ended.out, Not(HasSubstr("cutpoint replay:")));
}

TEST_F(ReplayCommand, RefusesWhatIsNoTraceOfTheBinary) {
  const std::string trace = files::read_file(found("Failing.Leak"));
  const auto refusal = [&](const std::string& path) {
    const auto ended = replay(path);
    EXPECT_EQ(ended.status, 2) << ended.out;
    return ended.err;
  };
  EXPECT_THAT(refusal("no/such.trace"), HasSubstr("no/such.trace: cannot be read: No such file"));
  EXPECT_THAT(refusal(folder_.path()), HasSubstr("expected a file, found a folder"));
  EXPECT_THAT(refusal(folder_.write("cut.trace", trace.substr(0, trace.find("modes")))),
              HasSubstr("cut.trace:"));
  EXPECT_THAT(refusal(folder_.write("foreign.trace", "hello\n")), HasSubstr("foreign.trace:1:1: "));
  std::string other = trace;
  other.replace(other.find("Failing.Leak"), 12, "Another.Test");
  EXPECT_THAT(refusal(folder_.write("other.trace", other)),
              HasSubstr("is a trace of Another.Test, which "));
}

using ShowCommand = ReplayCommand;

TEST_F(ShowCommand, TellsTheStoryWhereTheReportLiesBeside) {
  const auto shown = cutpoint({"show", found("Failing.Leak")});
  EXPECT_EQ(shown.status, 0) << shown.err;
  EXPECT_THAT(shown.out,
              AllOf(HasSubstr("Failing.Leak: leak"), HasSubstr("stop edge main/notify")));
}

TEST_F(ShowCommand, ShowsATraceAlone) {
  const std::string alone = folder_.write("alone.trace", files::read_file(found("Failing.Leak")));
  EXPECT_THAT(cutpoint({"show", alone}).out,
              AllOf(HasSubstr("stop edge main/notify"), HasSubstr("cutpoint replay ")));
  const std::string page = (folder_.path() / "page.html").string();
  EXPECT_EQ(cutpoint({"show", alone, "--html", page}).status, 0);
  EXPECT_THAT(files::read_file(page), HasSubstr("stop edge main/notify"));
  EXPECT_EQ(cutpoint({"show", "no/such.trace"}).status, 2);
}

TEST(InitCommand, WritesAProjectOnceAndOverwritesNothing) {
  const files::temporary_folder folder;
  const std::string first = (folder.path() / "first").string();
  const auto written = cutpoint({"init", first});
  EXPECT_EQ(written.status, 0) << written.err;
  EXPECT_THAT(files::read_file(first + "/first_test.cpp"), HasSubstr("// MEND: "));
  EXPECT_THAT(files::read_file(first + "/CMakeLists.txt"), HasSubstr("cutpoint::gtest"));
  const auto again = cutpoint({"init", first});
  EXPECT_EQ(again.status, 2);
  EXPECT_THAT(again.err, HasSubstr("CMakeLists.txt: is there already"));
}

}  // namespace
}  // namespace cutpoint
