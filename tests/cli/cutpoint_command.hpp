#pragma once

#include "files/temporary_folder.hpp"
#include "process/run_process.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace cutpoint {

/// Runs the executable `cutpoint`, in an environment without this test's own GoogleTest variables.
inline process::ended_process cutpoint(const std::vector<std::string>& arguments,
                                       process::environment_changes changes = {}) {
  std::vector<std::string> command = {CUTPOINT_CLI};
  command.insert(command.end(), arguments.begin(), arguments.end());
  for (const char* const name :
       {"GTEST_TOTAL_SHARDS", "GTEST_SHARD_INDEX", "GTEST_OUTPUT", "GTEST_FILTER", "GTEST_COLOR"})
    changes.emplace(name, std::nullopt);
  return process::run_process(command, changes);
}

/// Runs `cutpoint run` on tests of the binary `gtest_fixture`.
class cutpoint_run : public ::testing::Test {
 protected:
  process::ended_process run(const std::string& filter, std::vector<std::string> options = {},
                             const process::environment_changes& changes = {}) const {
    std::vector<std::string> arguments = {"run", CUTPOINT_GTEST_FIXTURE, "--out", out(), "--filter",
                                          filter};
    if (std::ranges::find(options, "--budget") == options.end())
      options.insert(options.end(), {"--budget", "300runs"});
    arguments.insert(arguments.end(), options.begin(), options.end());
    return cutpoint(arguments, changes);
  }
  std::string out() const { return (folder_.path() / "out").string(); }
  std::string report(const std::string& name) const {
    return files::read_file(folder_.path() / "out" / name);
  }
  std::string trace_of(const std::string& test) const {
    return out() + "/gtest_fixture/" + test + ".trace";
  }

  files::temporary_folder folder_;
};

}  // namespace cutpoint
