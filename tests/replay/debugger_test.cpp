// A replay in gdb stops where the user wants it to.

#include "files/temporary_folder.hpp"
#include "process/run_process.hpp"
#include "programs/registry.hpp"

#include <cutpoint/check.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace cutpoint::replay_suite {
namespace {

using ::testing::ContainsRegex;
using ::testing::HasSubstr;

class Debugger : public ::testing::Test {
 protected:
  void SetUp() override {
    if (process::run_process({"/bin/sh", "-c", "command -v gdb"}).status != 0)
      GTEST_SKIP() << "gdb is not installed";
    const programs::named_program& lost = programs::the("connection_is_lost");
    found_ = check(lost.make(), lost.wanted).findings.at(0);
    trace_ = folder_.write("lost.trace", format_trace(found_.how));
  }

  // Returns: what gdb prints, the replayed program included.
  std::string debug(const std::vector<std::string>& commands) const {
    std::vector<std::string> all = {"/usr/bin/env", "gdb",  "-nx",
                                    "-batch",       "-iex", "set debuginfod enabled off"};
    for (const std::string& command : commands) all.insert(all.end(), {"-ex", command});
    all.insert(all.end(), {"--args", CUTPOINT_REPLAY_RUNNER, "--program", "connection_is_lost",
                           "--trace", trace_});
    const process::ended_process end = process::run_process(all);
    return end.out + end.err;
  }
  static bool may_not_trace(const std::string& out) {
    return out.find("Could not trace the inferior process") != std::string::npos ||
           out.find("ptrace: Operation not permitted") != std::string::npos;
  }

  files::temporary_folder folder_;
  explained_finding found_;
  std::string trace_;
};

TEST_F(Debugger, StopsAtABreakpointInUserCodeAndBeforeAStep) {
  const auto acquired = std::ranges::find(found_.events, event_kind::acquire, &event_record::kind);
  ASSERT_NE(acquired, found_.events.end());
  const std::string line = "leaks.cpp:" + std::to_string(acquired->line);
  const std::string out =
      debug({"break " + line, "break cutpoint_step if step == 3", "run", "continue", "kill"});
  if (may_not_trace(out)) GTEST_SKIP() << "gdb may not trace processes here";
  EXPECT_THAT(out, ContainsRegex("Breakpoint 1, .*" + line));
  EXPECT_THAT(out, HasSubstr("Breakpoint 2, cutpoint_step (step=3)"));
  const std::size_t at_step = out.find("Breakpoint 2, ");
  EXPECT_LT(out.find(">> stop (edge) reaches main/notify"), at_step) << "it was printed before";
  EXPECT_EQ(out.find("3 main/notify cancelled"), std::string::npos) << "step 3 has not begun";
}

}  // namespace
}  // namespace cutpoint::replay_suite
