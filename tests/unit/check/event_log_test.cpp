#include "check/event_log.hpp"

#include <gtest/gtest.h>

namespace cutpoint {
namespace {

event_record yields(std::uint64_t step, const char* task) {
  return {.kind = event_kind::yield,
          .step = step,
          .task = task,
          .subject = "work",
          .ordinal = 1,
          .detail = {},
          .file = {}};
}

TEST(EventLog, KeepsWhatItHearsInOrder) {
  event_log log;
  log.record(yields(1, "main/a"));
  log.record(yields(2, "main/b"));
  ASSERT_EQ(log.events().size(), 2U);
  EXPECT_EQ(log.events()[1], yields(2, "main/b"));
}

TEST(FirstDifference, IsEmptyBetweenEqualLogs) {
  EXPECT_EQ(first_difference({yields(1, "main")}, {yields(1, "main")}), "");
}

TEST(FirstDifference, QuotesBothEvents) {
  EXPECT_EQ(first_difference({yields(1, "main"), yields(2, "main/a"), yields(3, "main/a")},
                             {yields(1, "main"), yields(2, "main/b"), yields(3, "main/b")}),
            "event 2 was \"2 main/a yields work#1\" and then \"2 main/b yields work#1\"");
}

TEST(FirstDifference, SaysThatOneLogIsShorter) {
  EXPECT_EQ(first_difference({yields(1, "main")}, {}),
            "event 1 was \"1 main yields work#1\" and then \"nothing\"");
  EXPECT_EQ(first_difference({}, {yields(1, "main")}),
            "event 1 was \"nothing\" and then \"1 main yields work#1\"");
}

TEST(FirstDifference, DoesNotLookAtFilesAndLines) {
  event_record elsewhere = yields(1, "main");
  elsewhere.file = "a.cpp";
  elsewhere.line = 7;
  EXPECT_EQ(first_difference({elsewhere}, {yields(1, "main")}), "");
}

}  // namespace
}  // namespace cutpoint
