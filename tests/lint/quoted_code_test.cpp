#include "lint/quoted_code.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace cutpoint::lint {
namespace {

using testing::IsEmpty;
using testing::SizeIs;

std::vector<complaint> complaints_about(const std::string& text) {
  return check_quoted_code({{"a.hpp", "int a();\n  int b();\n\n    int c();\n"},
                            {"a.yml", "run: true\n"},
                            {"a.md", text}});
}

TEST(Repository, ShowsCodeInItsDocumentsAsItIsCompiled) {
  EXPECT_THAT(check_quoted_code(the_repository()), IsEmpty());
}

TEST(QuotedCode, IsTheFiles) {
  const std::string quote = "<!-- from a.hpp -->\n```cpp\n";
  EXPECT_THAT(complaints_about(quote + "int a();\n```\n"), IsEmpty());
  EXPECT_THAT(complaints_about(quote + "int d();\n```\n"), SizeIs(1));
  EXPECT_THAT(complaints_about(quote + "int b(\n```\n"), SizeIs(1));
  EXPECT_THAT(complaints_about(quote + "```\n"), SizeIs(1));
  EXPECT_THAT(complaints_about("<!-- from b.hpp -->\n```cpp\nint a();\n```\n"), SizeIs(1));
}

TEST(QuotedCode, MayBeIndentedInAnotherWay) {
  EXPECT_THAT(complaints_about("<!-- from a.hpp -->\n```cpp\nint b();\n\n  int c();\n```\n"),
              IsEmpty());
  EXPECT_THAT(complaints_about("<!-- from a.hpp -->\n```cpp\nint b();\n\nint c();\n```\n"),
              SizeIs(1));
}

TEST(QuotedCode, HasItsFileNamed) {
  for (const std::string language : {"cpp", "cmake", "yaml"})
    EXPECT_THAT(complaints_about("```" + language + "\nint a();\n```\n"), SizeIs(1)) << language;
  EXPECT_THAT(complaints_about("<!-- from a.hpp -->\n\n```cpp\nint a();\n```\n"), SizeIs(1));
}

TEST(QuotedCode, IsFromAFileOfItsLanguage) {
  EXPECT_THAT(complaints_about("<!-- from a.yml -->\n```yaml\nrun: true\n```\n"), IsEmpty());
  EXPECT_THAT(complaints_about("<!-- from a.yml -->\n```cpp\nrun: true\n```\n"), SizeIs(1));
}

TEST(QuotedCode, HidesBehindNoOtherFence) {
  EXPECT_THAT(complaints_about("```\n$ make\n```\n"), IsEmpty());
  EXPECT_THAT(complaints_about("```\nint d();\n```\n"), SizeIs(1));
  EXPECT_THAT(complaints_about("~~~\nint d();\n~~~\n"), SizeIs(1));
  EXPECT_THAT(complaints_about("```c++\nint a();\n```\n"), SizeIs(1));
}

}  // namespace
}  // namespace cutpoint::lint
