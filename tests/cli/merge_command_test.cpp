#include "cli/cutpoint_command.hpp"
#include "files/temporary_folder.hpp"
#include "process/run_process.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <vector>

namespace cutpoint {
namespace {

using ::testing::HasSubstr;

// The shards of a test binary, each in a folder of its own.
class Merge : public ::testing::Test {
 protected:
  void run_shards(const std::string& filter, int count) const {
    for (int index = 0; index < count; ++index)
      process::run_process({CUTPOINT_GTEST_FIXTURE, "--gtest_filter=" + filter},
                           {{"CUTPOINT_SHARD", std::to_string(index) + "/" + std::to_string(count)},
                            {"CUTPOINT_BUDGET", "200runs"},
                            {"CUTPOINT_OUT", folder(index)}});
  }
  std::string folder(int index) const { return path("shard-" + std::to_string(index)); }
  std::string path(const std::string& name) const { return folder_.path() / name; }

 private:
  files::temporary_folder folder_;
};

TEST_F(Merge, PrintsWhatTheShardsFoundAndTakesTheTraceAlong) {
  run_shards("Failing.Leak:Passing.Clean", 2);
  const auto merged = cutpoint({"merge", folder(0), folder(1), "--out", path("merged")});
  EXPECT_EQ(merged.status, 1) << merged.err;
  EXPECT_THAT(merged.out, HasSubstr("Failing.Leak: leak\n  connection#1"));
  EXPECT_THAT(merged.out, HasSubstr("  replay:  CUTPOINT_REPLAY=" + path("merged") +
                                    "/Failing.Leak.trace " CUTPOINT_GTEST_FIXTURE));
  EXPECT_THAT(merged.out, HasSubstr("Passing.Clean: clean: "));
  EXPECT_THAT(files::read_file(path("merged") + "/report.json"),
              HasSubstr("\"trace\": \"Failing.Leak.trace\""));
  const auto replayed =
      process::run_process({CUTPOINT_GTEST_FIXTURE, "--gtest_filter=Failing.Leak"},
                           {{"CUTPOINT_REPLAY", path("merged") + "/Failing.Leak.trace"}});
  EXPECT_EQ(replayed.status, 1);
  EXPECT_THAT(replayed.out, HasSubstr("Failing.Leak: leak"));
}

TEST_F(Merge, EndsWithZeroWhereAllIsClean) {
  run_shards("Passing.Clean", 2);
  const auto merged = cutpoint({"merge", folder(0), folder(1), "--format", "json"});
  EXPECT_EQ(merged.status, 0) << merged.err;
  EXPECT_THAT(merged.out, HasSubstr("\"verdict\": \"clean\""));
}

TEST_F(Merge, EndsWithThreeWhereNothingIsExplored) {
  run_shards("Failing.NothingExplored", 2);
  const auto merged = cutpoint({"merge", folder(0), folder(1)});
  EXPECT_EQ(merged.status, 3) << merged.err;
  EXPECT_THAT(merged.out, HasSubstr("Failing.NothingExplored: "));
}

TEST_F(Merge, EndsWithFourWhereATestIsNotDeterministic) {
  run_shards("Special.NotDeterministic:Failing.Leak", 2);
  const auto merged = cutpoint({"merge", folder(0), folder(1)});
  EXPECT_EQ(merged.status, 4) << merged.err;
  EXPECT_THAT(merged.out, HasSubstr("Special.NotDeterministic: not deterministic"));
}

TEST_F(Merge, TakesFoldersThatCutpointRunWrote) {
  for (const std::string index : {"0", "1"})
    cutpoint({"run", CUTPOINT_GTEST_FIXTURE, "--filter", "Failing.Leak", "--budget", "200runs",
              "--out", path("run-" + index)},
             {{"CUTPOINT_SHARD", index + "/2"}});
  const auto merged = cutpoint({"merge", path("run-0"), path("run-1")});
  EXPECT_EQ(merged.status, 1) << merged.err;
  EXPECT_THAT(merged.out, HasSubstr("Failing.Leak: leak\n  connection#1"));
}

TEST_F(Merge, SaysWhichShardsAreMissing) {
  run_shards("Passing.Clean", 2);
  const auto merged = cutpoint({"merge", folder(1)});
  EXPECT_EQ(merged.status, 2);
  EXPECT_EQ(merged.err,
            "cutpoint merge: Passing.Clean: of 2 shards these are missing: 0; run them, "
            "or give their folders too\n");
}

TEST_F(Merge, SaysWhatItExpectsInAFolder) {
  std::filesystem::create_directory(path("empty"));
  const auto merged = cutpoint({"merge", path("empty")});
  EXPECT_EQ(merged.status, 2);
  EXPECT_THAT(merged.err, HasSubstr("expected files *.report.json, found none"));
  EXPECT_THAT(cutpoint({"merge", path("nowhere")}).err, HasSubstr("No such file or directory"));
}

TEST_F(Merge, RefusesAFileThatIsNoReport) {
  const files::temporary_folder odd;
  odd.write("a.report.json", "{}");
  const auto merged = cutpoint({"merge", odd.path()});
  EXPECT_EQ(merged.status, 2);
  EXPECT_THAT(merged.err, HasSubstr("a.report.json: expected a report of the schema "
                                    "cutpoint-report/1, found ''"));
}

}  // namespace
}  // namespace cutpoint
