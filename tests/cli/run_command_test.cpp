#include "cli/cutpoint_command.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

namespace cutpoint {
namespace {

using ::testing::AllOf;
using ::testing::ContainsRegex;
using ::testing::Each;
using ::testing::HasSubstr;
using ::testing::Not;

using RunCommand = cutpoint_run;

TEST_F(RunCommand, EndsWithZeroWhereAllIsClean) {
  const auto ended = run("Passing.Clean");
  EXPECT_EQ(ended.status, 0) << ended.err;
  EXPECT_THAT(ended.out, HasSubstr("0 findings in 1 test; stopped at "));
  // A log has plain lines.
  EXPECT_THAT(ended.err, AllOf(HasSubstr("  Passing.Clean: clean: "), Not(HasSubstr("\r"))));
}

TEST_F(RunCommand, EndsWithOneAtFindingsAndReportsThemInEveryForm) {
  const auto ended = run("Failing.Leak:Failing.LeakUnderDrop:Passing.Clean");
  EXPECT_EQ(ended.status, 1) << ended.err;
  EXPECT_THAT(ended.out, AllOf(HasSubstr("Failing.Leak: leak\n"), HasSubstr("step  task"),
                               HasSubstr("replay:  CUTPOINT_REPLAY=" + trace_of("Failing.Leak"))));
  for (const char* const file :
       {"report.txt", "report.json", "junit.xml", "summary.md", "report.html"})
    EXPECT_THAT(report(file), AllOf(HasSubstr("LeakUnderDrop"), HasSubstr("leak"),
                                    HasSubstr("is never released")))
        << file;
  EXPECT_THAT(report("gtest_fixture/output.txt"), HasSubstr("[  FAILED  ]"));
}

TEST_F(RunCommand, WritesOnlyTheFormatsAskedFor) {
  EXPECT_EQ(run("Passing.Clean", {"--format", "json,junit"}).status, 0);
  EXPECT_THAT(report("report.json"), HasSubstr("\"schema\": \"cutpoint-report/1\""));
  EXPECT_THAT(report("junit.xml"), HasSubstr("<testcase classname=\"Passing\" name=\"Clean\""));
  EXPECT_EQ(report("report.html"), "");
}

TEST_F(RunCommand, EndsWithThreeWhereNothingWasExplored) {
  const auto ended = run("Failing.NothingExplored:Passing.Clean");
  EXPECT_EQ(ended.status, 3) << ended.err;
  EXPECT_THAT(ended.out, HasSubstr("nothing explored"));
}

TEST_F(RunCommand, EndsWithFourWhereATestIsNotDeterministic) {
  const auto ended = run("Special.NotDeterministic:Failing.Leak");
  EXPECT_EQ(ended.status, 4) << ended.out;
  EXPECT_THAT(ended.out, HasSubstr("not deterministic"));
}

TEST_F(RunCommand, DoesNotCountSuspensionPointsThatNoStopCuts) {
  const auto ended = run("Special.Exempt", {"--min-coverage", "100"});
  EXPECT_EQ(ended.status, 0) << ended.err;
  EXPECT_THAT(ended.out,
              HasSubstr("at 1 of 1 suspension points (besides 1 shielded, 1 unstoppable)"));
}

TEST_F(RunCommand, EndsWithFiveWhereTheAskedForCoverageIsNotReached) {
  const auto ended = run("Passing.Clean", {"--budget", "3runs", "--min-coverage", "100"});
  EXPECT_EQ(ended.status, 5) << ended.err;
  EXPECT_THAT(ended.out, AllOf(HasSubstr("--min-coverage 100: tasks were stopped at "),
                               HasSubstr("give a larger --budget")));
  EXPECT_EQ(run("Passing.Clean", {"--min-coverage", "100"}).status, 0);
}

TEST_F(RunCommand, EndsWithTheGravestOfSeveralCodes) {
  const std::vector<std::string> too_few = {"--budget", "3runs", "--min-coverage", "100"};
  EXPECT_EQ(run("Failing.NothingExplored:Passing.Clean", too_few).status, 3) << "and not 5";
  EXPECT_EQ(run("Failing.BothAssertionAndLeak:Failing.NothingExplored", too_few).status, 1)
      << "and not 3 or 5";
  const auto escapes =
      run("Special.NotDeterministic:Plain.FailsIfAsked", {}, {{"CUTPOINT_FIXTURE_FAILS", "1"}});
  EXPECT_EQ(escapes.status, 4) << "and not 1";
}

TEST_F(RunCommand, GoesOnBehindABinaryThatCrashes) {
  const auto ended =
      cutpoint({"run", CUTPOINT_GTEST_FIXTURE, CUTPOINT_GTEST_FIXTURE, "--out", out(), "--budget",
                "300runs", "--filter", "Passing.Clean:Plain.CrashesIfAsked"},
               {{"CUTPOINT_FIXTURE_CRASHES", "1"}});
  EXPECT_EQ(ended.status, 1) << ended.err;
  EXPECT_THAT(ended.out, AllOf(HasSubstr("was killed by SIGABRT"), HasSubstr("in 2 tests")));
  EXPECT_THAT(ended.err, HasSubstr("[2/2] "));
  EXPECT_TRUE(std::filesystem::exists(out() + "/gtest_fixture-2/Passing.Clean.report.json"));
}

TEST_F(RunCommand, TellsOfOrdinaryTestsThatFail) {
  const auto ended = run("Passing.Clean:Plain.FailsIfAsked", {}, {{"CUTPOINT_FIXTURE_FAILS", "1"}});
  EXPECT_EQ(ended.status, 1) << ended.err;
  EXPECT_THAT(ended.out, HasSubstr("Plain.FailsIfAsked failed outside of a check; see "));
}

TEST_F(RunCommand, FailsOnlyForFindingsThatAreNotKnown) {
  const std::string list = out() + "/known.txt";
  EXPECT_EQ(run("Failing.Leak", {"--write-known", list}).status, 1);
  EXPECT_THAT(files::read_file(list),
              HasSubstr("Failing.Leak | leak | connection | main/notify\n"));
  const auto known = run("Failing.Leak", {"--known", list});
  EXPECT_EQ(known.status, 0) << known.out;
  EXPECT_THAT(known.out, AllOf(HasSubstr("Failing.Leak: known: leak"),
                               HasSubstr("0 findings and 1 known in 1 test")));
  EXPECT_THAT(report("junit.xml"), AllOf(HasSubstr("failures=\"0\""), HasSubstr("known: leak")));
  EXPECT_EQ(run("Failing.Leak:Failing.LeakUnderDrop", {"--known", list}).status, 1);
}

TEST_F(RunCommand, SaysWhichKnownFindingsAreGone) {
  const std::string odd = R"(Passing.Clean | leak | a\pb\\c | main/notify)";
  const std::string list = folder_.write("known.txt", "# a comment\n\n" + odd + "\n");
  const auto ended = run("Passing.Clean", {"--known", list, "--budget", "30s"});
  EXPECT_EQ(ended.status, 0) << ended.err;
  EXPECT_THAT(ended.out, HasSubstr("not found any more: take the line out: " + odd + "\n"));
}

TEST_F(RunCommand, KeepsThePartialReportWhenItIsInterrupted) {
  const auto ended = run("Passing.Clean:Special.Endless", {"--budget", "100s"},
                         {{"CUTPOINT_FIXTURE_INTERRUPTS", "1"}});
  EXPECT_EQ(ended.status, 130) << ended.err;
  EXPECT_THAT(ended.out, AllOf(HasSubstr("Passing.Clean: clean: "), HasSubstr("Special.Endless: "),
                               HasSubstr("; interrupted")));
  EXPECT_THAT(report("report.json"), HasSubstr("\"interrupted\": true"));
}

TEST_F(RunCommand, RedrawsOneLineOnATerminal) {
  const std::string command = std::string(CUTPOINT_CLI) + " run " + CUTPOINT_GTEST_FIXTURE +
                              " --filter Special.Endless --budget 1500ms --out " + out();
  const auto ended = process::run_process({"/usr/bin/script", "-qec", command, "/dev/null"});
  EXPECT_EQ(ended.status, 0) << ended.out;
  EXPECT_THAT(ended.out,
              ContainsRegex("\r.\\[KSpecial.Endless: random search, [0-9]+ runs/s, stopped at "
                            "1/1, [0-9]+ s left"));
}

TEST_F(RunCommand, GivesEqualReportsOfEqualRuns) {
  const auto without_times = [](std::string text) {
    for (const std::string before : {"\"seconds\": ", "\"seconds\":", " time=\""})
      for (std::size_t at = 0; (at = text.find(before, at)) != std::string::npos;) {
        at += before.size();
        text.erase(at, text.find_first_not_of("0123456789.e-", at) - at);
      }
    return text;
  };
  const auto reports = [&] {
    run("Failing.Leak:Special.Deadlock:Passing.Clean");
    std::vector<std::string> all;
    for (const char* const file :
         {"report.txt", "report.json", "junit.xml", "summary.md", "report.html"})
      all.push_back(without_times(report(file)));
    std::filesystem::remove_all(out());
    return all;
  };
  const std::vector<std::string> first = reports();
  EXPECT_THAT(first, Each(HasSubstr("is never released")));
  EXPECT_EQ(reports(), first);
}

TEST_F(RunCommand, RefusesWhatIsNoTestBinary) {
  const auto refusal = [&](const std::string& binary) {
    const auto ended = cutpoint({"run", CUTPOINT_GTEST_FIXTURE, binary, "--out", out()});
    EXPECT_EQ(ended.status, 2);
    EXPECT_FALSE(std::filesystem::exists(out())) << "something was run";
    return ended.err;
  };
  EXPECT_THAT(refusal("no/such/test"), HasSubstr("expected a test binary, found no such file"));
  EXPECT_THAT(refusal(folder_.path()), HasSubstr("expected a test binary, found a folder"));
  EXPECT_THAT(refusal(folder_.write("text", "hello")), HasSubstr("a file that cannot be run"));
  EXPECT_THAT(refusal("/bin/sleep"), HasSubstr("linked with Cutpoint, found another program"));
}

TEST_F(RunCommand, RefusesABinaryThatLeavesNoReport) {
  const auto ended = run("Plain.Passes");
  EXPECT_EQ(ended.status, 2);
  EXPECT_THAT(ended.out, HasSubstr("expected reports of checks, found none"));
}

TEST_F(RunCommand, RefusesOptionsThatMakeNoSense) {
  const auto refusal = [&](std::vector<std::string> options,
                           const process::environment_changes& changes = {}) {
    const auto ended = run("Passing.Clean", std::move(options), changes);
    EXPECT_EQ(ended.status, 2) << ended.out;
    return ended.err;
  };
  EXPECT_THAT(refusal({"--budget", "soon"}),
              HasSubstr("run: --budget: expected a time (30s, 500ms, 10m)"));
  EXPECT_THAT(refusal({"--jobs", "0"}), HasSubstr("expected a number of workers from 1"));
  EXPECT_THAT(refusal({"--seed", "x"}), HasSubstr("run: --seed: expected a whole number"));
  EXPECT_THAT(refusal({"--format", "text,prose"}), HasSubstr("found 'prose'"));
  EXPECT_THAT(
      refusal({"--min-coverage", "120"}),
      HasSubstr("cutpoint run: --min-coverage: expected a number from 0 to 100, found '120'; "
                "see cutpoint run --help"));
  EXPECT_THAT(refusal({}, {{"CUTPOINT_SEED", "x"}}), HasSubstr("run: CUTPOINT_SEED: expected"));
  EXPECT_THAT(refusal({"--known", "a", "--write-known", "b"}), HasSubstr("excludes"));
  EXPECT_THAT(refusal({"--known", "no/such/list"}), HasSubstr("cannot be read"));
  EXPECT_THAT(refusal({"--known", folder_.write("list", "Leak\n")}),
              HasSubstr("list:1: expected TEST | ORACLE | SUBJECT | TASK, found 'Leak'"));
  EXPECT_THAT(refusal({}, {{"CUTPOINT_REPLAY", "x.trace"}}), HasSubstr("use `cutpoint replay`"));
  EXPECT_THAT(refusal({"--min-coverage", "9"}, {{"CUTPOINT_SHARD", "0/2"}}),
              HasSubstr("a shard makes a part of the stops"));
}

TEST_F(RunCommand, RefusesAFolderThatCannotBeMade) {
  const auto ended = cutpoint({"run", CUTPOINT_GTEST_FIXTURE, "--filter", "Passing.Clean", "--out",
                               folder_.write("file", "") + "/out"});
  EXPECT_EQ(ended.status, 2);
  EXPECT_THAT(ended.err, HasSubstr("cannot be made: "));
}

TEST(CutpointExecutable, EndsWithTwoWhereItIsNotUnderstood) {
  EXPECT_EQ(cutpoint({}).status, 2);
  EXPECT_EQ(cutpoint({"run"}).status, 2);
  EXPECT_EQ(cutpoint({"merge"}).status, 2);
  const auto conquered = cutpoint({"conquer"});
  EXPECT_EQ(conquered.status, 2);
  EXPECT_THAT(conquered.err,
              HasSubstr("expected run, replay, show, merge or init, found 'conquer'"));
  EXPECT_EQ(cutpoint({"merge", "here", "--format", "prose"}).status, 2);
  EXPECT_EQ(cutpoint({"merge", "here", "--format", "text,json"}).status, 2);
}

TEST(CutpointExecutable, ExplainsItself) {
  const auto help = cutpoint({"--help"});
  EXPECT_EQ(help.status, 0);
  EXPECT_THAT(help.out,
              AllOf(HasSubstr("cutpoint init first"), HasSubstr("replay"), HasSubstr("merge")));
  EXPECT_THAT(cutpoint({"run", "--help"}).out,
              AllOf(HasSubstr("--min-coverage"), HasSubstr("5 asked-for coverage not reached")));
  EXPECT_THAT(cutpoint({"merge", "--help"}).out, HasSubstr("CUTPOINT_SHARD"));
}

}  // namespace
}  // namespace cutpoint
