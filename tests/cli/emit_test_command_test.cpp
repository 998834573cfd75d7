// `cutpoint show TRACE --emit-test`, seen from outside.

#include "files/temporary_folder.hpp"
#include "process/run_process.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <string>

namespace cutpoint {
namespace {

using ::testing::HasSubstr;

class ShowEmitTest : public ::testing::Test {
 protected:
  static process::ended_process show(const std::string& file) {
    return process::run_process({CUTPOINT_CLI, "show", file, "--emit-test"});
  }
  files::temporary_folder folder_;
};

TEST_F(ShowEmitTest, PrintsASourceThatCompilesAsItIs) {
  const std::string source = files::read_file(std::filesystem::path(CUTPOINT_SOURCE_DIR) / "tests" /
                                              "fixtures" / "gtest_emitted_leak.cpp");
  const std::size_t begin = source.find("cutpoint-trace");
  const std::string trace = source.substr(begin, source.find(")trace", begin) - begin);
  const process::ended_process end = show(folder_.write("a.trace", "# why\n" + trace));
  EXPECT_EQ(end.status, 0) << end.err;
  EXPECT_EQ(end.out, source);
}

TEST_F(ShowEmitTest, SaysWhatIsWrongWithTheTrace) {
  const process::ended_process broken = show(folder_.write("b.trace", "cutpoint-trace 9\n"));
  EXPECT_EQ(broken.status, 2);
  EXPECT_THAT(broken.err, HasSubstr("b.trace:1:16: expected version 1 to 5"));
  const process::ended_process none = show(folder_.path() / "none.trace");
  EXPECT_EQ(none.status, 2);
  EXPECT_THAT(none.err, HasSubstr("none.trace"));
}

TEST_F(ShowEmitTest, RefusesATraceOfNoTest) {
  const process::ended_process end = show(folder_.write("c.trace",
                                                        "cutpoint-trace 3\nprogram p\nfinding leak "
                                                        "| c | main\nmodes edge\norder any\nstops "
                                                        "1\nfaults 1\ntimers 1\nsteps 9\n"));
  EXPECT_EQ(end.status, 2);
  EXPECT_THAT(end.err, HasSubstr("expected a trace of a CUTPOINT_TEST"));
}

}  // namespace
}  // namespace cutpoint
