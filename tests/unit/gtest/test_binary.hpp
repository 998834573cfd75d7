#pragma once

#include "files/temporary_folder.hpp"
#include "process/run_process.hpp"

#include <gtest/gtest.h>

#include <cstddef>
#include <optional>
#include <string>

namespace cutpoint::gtest {

/// Runs tests of the binary `gtest_fixture`, each time with a folder of its own for traces.
class test_binary : public ::testing::Test {
 protected:
  process::ended_process run(const std::string& filter,
                             process::environment_changes changes = {}) const {
    changes.emplace("CUTPOINT_OUT", folder_.path().string());
    // Of this very test, which ctest may run as one shard of many.
    for (const char* const name :
         {"GTEST_TOTAL_SHARDS", "GTEST_SHARD_INDEX", "GTEST_OUTPUT", "GTEST_FILTER", "GTEST_COLOR"})
      changes.emplace(name, std::nullopt);
    return process::run_process({CUTPOINT_GTEST_FIXTURE, "--gtest_filter=" + filter}, changes);
  }
  std::string trace_of(const std::string& test) const {
    return (folder_.path() / (test + ".trace")).string();
  }
  static std::size_t count(const std::string& text, const std::string& what) {
    std::size_t times = 0;
    for (std::size_t at = 0; (at = text.find(what, at)) != std::string::npos; ++at) ++times;
    return times;
  }

  files::temporary_folder folder_;
};

}  // namespace cutpoint::gtest
