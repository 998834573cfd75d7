#include "unit/oracle/judged.hpp"

#include <gmock/gmock.h>

#include <stdexcept>

namespace cutpoint {
namespace {

using ::testing::IsEmpty;

void fail() { throw std::runtime_error("the disk is full"); }

TEST(UnhandledExceptionOracle, NamesTheTaskAndWhatItThrew) {
  const auto found = judged([] {
    scope writers;
    writers.spawn("writer", fail);
    await(writers.join());
  });
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].identity, identity(oracle::unhandled_exception, "", "main/writer"));
  EXPECT_EQ(found[0].message, "an exception leaves main/writer: the disk is full");
}

TEST(UnhandledExceptionOracle, JudgesMain) {
  const auto found = judged(fail);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].identity, identity(oracle::unhandled_exception, "", "main"));
}

TEST(UnhandledExceptionOracle, SaysWhatCanBeSaidOfAnythingElseThatIsThrown) {
  const auto found = judged([] { throw 7; });
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].message, "an exception leaves main: not a std::exception");
}

TEST(UnhandledExceptionOracle, IsSilentWhereTheErrorIsJoined) {
  EXPECT_THAT(judged([] {
                auto writer = spawn("writer", fail);
                await(writer.join());
              }),
              IsEmpty());
}

TEST(UnhandledExceptionOracle, FindsAnErrorThatNobodyLooksAt) {
  const auto found = judged([] {
    auto writer = spawn("writer", fail);
    await(yield("look away"));
  });
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].identity.task, "main/writer");
}

}  // namespace
}  // namespace cutpoint
