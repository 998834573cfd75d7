#include "lint/house_rules.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <string>
#include <vector>

namespace cutpoint::lint {
namespace {

using testing::IsEmpty;
using testing::SizeIs;

constexpr std::size_t most_lines = 500;

/// The files that may be longer, each for a reason that stands here.
const std::set<std::string> long_files = {};

TEST(Repository, GuardsEveryHeader) { EXPECT_THAT(check_pragma_once(the_repository()), IsEmpty()); }

TEST(Repository, HasNoOverlongFile) {
  EXPECT_THAT(check_length(the_repository(), most_lines, long_files), IsEmpty());
}

TEST(Repository, HasNothingUnfinished) {
  EXPECT_THAT(check_unfinished(the_repository()), IsEmpty());
}

TEST(Repository, IsDeterministicBelowCheck) {
  EXPECT_THAT(check_determinism(the_repository()), IsEmpty());
}

TEST(Repository, HasOneThreadLocalAtMost) {
  EXPECT_THAT(check_thread_local(the_repository()), IsEmpty());
}

TEST(Repository, NamesFilesAfterWhatTheyHold) {
  EXPECT_THAT(check_file_names(the_repository()), IsEmpty());
}

TEST(PragmaOnce, IsMissed) {
  EXPECT_THAT(check_pragma_once({{"a.hpp", "// x\n#pragma once\n"}, {"a.cpp", "int a;\n"}}),
              IsEmpty());
  EXPECT_THAT(check_pragma_once({{"a.hpp", "int a;\n"}}), SizeIs(1));
  EXPECT_THAT(check_pragma_once({{"a.hpp", "// #pragma once\n"}}), SizeIs(1));
}

TEST(Length, IsCounted) {
  const std::vector<source_file> files = {{"a.cpp", "1\n2\n3\n"}, {"notes.md", "1\n2\n3\n4\n"}};
  EXPECT_THAT(check_length(files, 3, {}), IsEmpty());
  EXPECT_THAT(check_length(files, 2, {}), SizeIs(1));
  EXPECT_THAT(check_length(files, 2, {"a.cpp"}), IsEmpty());
}

TEST(Length, WantsNoStaleExemption) {
  EXPECT_THAT(check_length({{"a.cpp", "1\n"}}, 2, {"a.cpp"}), SizeIs(1));
}

TEST(Unfinished, IsSeenInAnyFile) {
  EXPECT_THAT(check_unfinished({{"a.cpp",
                                 "// TO"
                                 "DO: later\n"}}),
              SizeIs(1));
  EXPECT_THAT(check_unfinished({{"a.md",
                                 "FIX"
                                 "ME\n"}}),
              SizeIs(1));
  EXPECT_THAT(check_unfinished({{"a.cpp",
                                 "TEST(A, DIS"
                                 "ABLED_B) {}\n"}}),
              SizeIs(1));
}

TEST(Unfinished, IsNoPartOfAWord) {
  EXPECT_THAT(check_unfinished({{"a.cpp", "mkdtemp(\"cutpoint-XXXXXX\");\n"}}), IsEmpty());
}

TEST(Determinism, IsBrokenByAnyOfItsEnemies) {
  for (const std::string line :
       {"std::shuffle(a, b, c);", "std::hash<int>{}(1);", "std::unordered_map<int, int> m;",
        "#include <unordered_set>", "std::random_device d;", "std::chrono::system_clock::now();",
        "std::chrono::steady_clock::now();", "std::getenv(\"HOME\");",
        "std::uniform_int_distribution<int> d;"}) {
    EXPECT_THAT(check_determinism({{"framework/src/kernel/run.cpp", line}}), SizeIs(1)) << line;
    EXPECT_THAT(check_determinism({{"framework/include/cutpoint/search/sweep.hpp", line}}),
                SizeIs(1))
        << line;
    EXPECT_THAT(check_determinism({{"adapters/fiber/src/fiber/stack.cpp", line}}), SizeIs(1))
        << line;
    EXPECT_THAT(check_determinism({{"framework/src/check/check.cpp", line}}), IsEmpty()) << line;
  }
}

TEST(Determinism, IsNotBrokenByWords) {
  EXPECT_THAT(check_determinism({{"framework/src/kernel/run.cpp",
                                  "// unlike std::hash\nfail(\"no steady_clock here\");\n"}}),
              IsEmpty());
}

TEST(ThreadLocal, IsDefinedOnce) {
  const source_file one = {"framework/src/kernel/run.cpp", "thread_local run* current;\n"};
  const source_file declared = {"framework/include/cutpoint/kernel/run.hpp",
                                "extern thread_local run* current;\n// a thread_local\n"};
  const source_file two = {"adapters/gtest/src/gtest/g.cpp", "static thread_local int depth;\n"};
  EXPECT_THAT(check_thread_local({one, declared}), IsEmpty());
  EXPECT_THAT(check_thread_local({one, declared, two}), SizeIs(2));
}

TEST(FileNames, SaySomething) {
  EXPECT_THAT(check_file_names({{"framework/src/kernel/utils.cpp", ""},
                                {"framework/src/common/a.cpp", ""},
                                {"tests/unit/kernel/helpers.hpp", ""}}),
              SizeIs(3));
  EXPECT_THAT(check_file_names({{"framework/src/trace/common_prefix.cpp", ""}}), IsEmpty());
}

}  // namespace
}  // namespace cutpoint::lint
