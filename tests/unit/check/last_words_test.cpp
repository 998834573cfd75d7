#include "check/last_words.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace cutpoint {
namespace {

using ::testing::ElementsAre;
using ::testing::SizeIs;

TEST(LastWords, HoldTheKindOfASanitizersReport) {
  const sanitizer_report r = find_sanitizer_report(
      "=================================================================\n"
      "==7==ERROR: AddressSanitizer: attempting double-free on 0x5020 in thread T0:\n"
      "SUMMARY: AddressSanitizer: double-free pool.cpp:12:3 in pool::give_back()\n");
  EXPECT_EQ(r.sanitizer, "AddressSanitizer");
  EXPECT_EQ(r.kind, "double-free");
}

TEST(LastWords, HoldTheSentenceOfUndefinedBehaviorWithoutAddresses) {
  const sanitizer_report r = find_sanitizer_report(
      "pool.cpp:12:3: runtime error: load of misaligned address 0x7ffe01f3 for type 'int'\n"
      "SUMMARY: UndefinedBehaviorSanitizer: undefined-behavior pool.cpp:12:3\n");
  EXPECT_EQ(r.sanitizer, "UndefinedBehaviorSanitizer");
  EXPECT_EQ(r.kind, "undefined behavior");
  EXPECT_EQ(r.what, "load of misaligned address 0x... for type 'int'");
}

TEST(LastWords, HoldNoReportWhereAProgramTalksOfOne) {
  EXPECT_EQ(find_sanitizer_report("SUMMARY: all is well\n").sanitizer, "");
  EXPECT_EQ(find_sanitizer_report("").sanitizer, "");
}

TEST(LastWords, EndInAPureVirtualCallOrNot) {
  EXPECT_TRUE(ends_in_pure_virtual_call("opened\npure virtual method called\n"));
  EXPECT_FALSE(ends_in_pure_virtual_call("pure virtual method called\nopened\n"));
}

TEST(LastWords, AreShownFromTheReportOnElseFromTheEnd) {
  std::string many;
  for (int i = 0; i < 100; ++i) many += "line " + std::to_string(i) + "\n";
  EXPECT_THAT(lines_to_show(many), SizeIs(24));
  EXPECT_EQ(lines_to_show(many).back(), "| line 99");
  EXPECT_THAT(lines_to_show("talk\na.cpp:1:2: runtime error: x\n    #0 in f\n"),
              ElementsAre("| a.cpp:1:2: runtime error: x", "|     #0 in f"));
}

}  // namespace
}  // namespace cutpoint
