// The forms of a report, read as those read them who they are made for.

#include "cli/cutpoint_command.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace cutpoint {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

const std::string schemas = std::string(CUTPOINT_SOURCE_DIR) + "/framework/schemas/";

// Returns: how the shell ended; skips the test where the tool is not there.
process::ended_process shell(const std::string& command) {
  return process::run_process({"/bin/sh", "-c", command});
}

class ReportForms : public cutpoint_run {
 protected:
  void SetUp() override {
    run("Failing.Leak:Failing.BothAssertionAndLeak:Failing.NothingExplored:Special.Deadlock:"
        "Special.Exempt:Passing.Clean:Plain.FailsIfAsked",
        {}, {{"CUTPOINT_FIXTURE_FAILS", "1"}});
  }
};

TEST_F(ReportForms, JsonIsOfItsSchema) {
  if (shell("python3 -c 'import jsonschema'").status != 0)
    GTEST_SKIP() << "python3-jsonschema is not installed";
  const auto checked = shell(
      "python3 -c 'import json, jsonschema, sys; "
      "jsonschema.validate(json.load(open(sys.argv[1])), json.load(open(sys.argv[2])))' " +
      out() + "/report.json " + schemas + "cutpoint-report-1.schema.json");
  EXPECT_EQ(checked.status, 0) << checked.err;
  const auto shard = run("Failing.Leak", {}, {{"CUTPOINT_SHARD", "0/2"}});
  const auto of_a_shard = shell(
      "python3 -c 'import json, jsonschema, sys; "
      "jsonschema.validate(json.load(open(sys.argv[1])), json.load(open(sys.argv[2])))' " +
      out() + "/gtest_fixture/Failing.Leak.shard-0-of-2.report.json " + schemas +
      "cutpoint-report-1.schema.json");
  EXPECT_EQ(of_a_shard.status, 0) << of_a_shard.err;
}

TEST_F(ReportForms, JunitIsOfItsSchema) {
  if (shell("command -v xmllint").status != 0) GTEST_SKIP() << "libxml2-utils is not installed";
  const auto checked =
      shell("xmllint --noout --schema " + schemas + "junit.xsd " + out() + "/junit.xml");
  EXPECT_EQ(checked.status, 0) << checked.err;
}

TEST_F(ReportForms, JunitTellsFailuresFromErrors) {
  EXPECT_THAT(report("junit.xml"),
              AllOf(HasSubstr("tests=\"6\" failures=\"3\" errors=\"1\" skipped=\"0\""),
                    HasSubstr("<failure type=\"leak\" message=\"connection#1, acquired by"),
                    HasSubstr("<error type=\"nothing explored\""),
                    HasSubstr("Plain.FailsIfAsked failed outside of a check")));
}

TEST_F(ReportForms, MarkdownFoldsStoriesAway) {
  EXPECT_THAT(report("summary.md"),
              AllOf(HasSubstr("### Cutpoint: 3 findings in 6 tests; stopped at "),
                    HasSubstr("<details><summary><b>Failing.Leak</b>: leak: connection&#35;1"),
                    HasSubstr("| Passing.Clean | clean |")));
}

TEST_F(ReportForms, JsonHoldsTheRunAndWhoWaitsForWhom) {
  EXPECT_THAT(report("report.json"),
              AllOf(HasSubstr("\"site\": \"journal.lock#1\",\n       \"on\": \"main/out\""),
                    HasSubstr("\"kind\": \"acquire\""), HasSubstr("\"window\": \"granted\""),
                    HasSubstr("stop edge main/notify parked at db.begin#1")));
}

TEST_F(ReportForms, HtmlNeedsNothingFromOutside) {
  EXPECT_THAT(report("report.html"),
              AllOf(Not(HasSubstr("src=\"")), Not(HasSubstr("@import")), Not(HasSubstr("fetch(")),
                    Not(HasSubstr("<link rel=\"stylesheet\""))));
}

}  // namespace
}  // namespace cutpoint
