#include "assertion_capture.hpp"

#include "fatal_failures.hpp"

#include <cutpoint/kernel/kernel.hpp>

#include <string>
#include <string_view>

namespace cutpoint::gtest {

assertion_capture::assertion_capture(::testing::TestPartResultArray& others)
    : ScopedFakeTestPartResultReporter(INTERCEPT_ONLY_CURRENT_THREAD, &others) {}

void assertion_capture::ReportTestPartResult(const ::testing::TestPartResult& result) {
  kernel* const run = find_this_kernel();
  if (run == nullptr) {
    ScopedFakeTestPartResultReporter::ReportTestPartResult(result);
    return;
  }
  if (!result.failed()) return;
  if (result.fatally_failed()) run->extension<fatal_failures>().note();
  std::string_view file = result.file_name() != nullptr ? result.file_name() : "unknown file";
  file.remove_prefix(file.find_last_of('/') + 1);
  run->violate(oracle::invariant, std::string(file) + ":" + std::to_string(result.line_number()),
               result.message(), {});
}

void report_others(const ::testing::TestPartResultArray& others) {
  for (int i = 0; i < others.size(); ++i) {
    const ::testing::TestPartResult& result = others.GetTestPartResult(i);
    if (result.failed())
      ADD_FAILURE_AT(result.file_name(), result.line_number()) << result.message();
  }
}

}  // namespace cutpoint::gtest
