#include "lint/source_tree.hpp"

#include <gtest/gtest.h>

namespace cutpoint::lint {
namespace {

TEST(SourceTree, HoldsThisFile) {
  const auto files = read_source_tree(CUTPOINT_SOURCE_DIR);
  bool found = false;
  for (const source_file& file : files) found |= file.path == "tests/lint/source_tree_test.cpp";
  EXPECT_TRUE(found);
}

TEST(SourceTree, BlanksCommentsAndKeepsLines) {
  EXPECT_EQ(without_comments("a // b\nc /* d\n */ e"), "a     \nc     \n    e");
  EXPECT_EQ(without_comments("a // b \" c\nd"), "a         \nd");
}

TEST(SourceTree, KeepsWhatLooksLikeACommentInALiteral) {
  EXPECT_EQ(without_comments(R"(f("//", '"') // x)"), R"(f("//", '"')     )");
  EXPECT_EQ(without_comments("R\"x(// \")\")x\" b"), "R\"x(// \")\")x\" b");
}

TEST(SourceTree, BlanksLiterals) {
  EXPECT_EQ(without_comments_and_literals(R"(f("a\"b", 'c') + d)"), "f(      ,    ) + d");
  EXPECT_EQ(without_comments_and_literals("R\"x(\")\")x\" b"), "R          b");
}

TEST(SourceTree, TakesDigitSeparatorsForDigits) {
  EXPECT_EQ(without_comments("1'000 // x"), "1'000     ");
  EXPECT_EQ(without_comments("0x1'0'0 + '/' // x"), "0x1'0'0 + '/'     ");
}

TEST(SourceTree, SplitsLines) {
  EXPECT_EQ(lines_of("a\n\nb\n"), (std::vector<std::string_view>{"a", "", "b"}));
  EXPECT_EQ(lines_of("a"), (std::vector<std::string_view>{"a"}));
  EXPECT_TRUE(lines_of("").empty());
}

}  // namespace
}  // namespace cutpoint::lint
