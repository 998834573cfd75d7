#pragma once

#include <cutpoint/check.hpp>
#include <cutpoint/report/text.hpp>

#include <gtest/gtest.h>

namespace cutpoint {

inline options searched(stop_modes modes) {
  return {.name = "asio", .modes = modes, .depth_runs = 1'000, .random_runs = 200, .out = ""};
}

inline void expect_clean(const report& r) {
  EXPECT_EQ(r.result, verdict::clean) << r.message;
  for (const explained_finding& f : r.findings) ADD_FAILURE() << format_text(r.name, f);
}

}  // namespace cutpoint
