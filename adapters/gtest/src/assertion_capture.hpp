#pragma once

#include <gtest/gtest-spi.h>
#include <gtest/gtest.h>

namespace cutpoint::gtest {

/// While it lives, assertions that fail inside a run are violations of that run. Those that fail
/// outside of runs are kept, and reported by `report_others()`.
class assertion_capture final : public ::testing::ScopedFakeTestPartResultReporter {
 public:
  /// `others` outlives the capture.
  explicit assertion_capture(::testing::TestPartResultArray& others);

  void ReportTestPartResult(const ::testing::TestPartResult& result) override;
};

/// Reports what was kept, as if it failed now.
void report_others(const ::testing::TestPartResultArray& others);

}  // namespace cutpoint::gtest
