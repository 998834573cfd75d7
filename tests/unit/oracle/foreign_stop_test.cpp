#include "unit/oracle/judged.hpp"

#include <gmock/gmock.h>

namespace cutpoint {
namespace {

using ::testing::IsEmpty;

TEST(ForeignStopOracle, NamesATaskThatThrowsCancelledUnasked) {
  const auto found = judged([] {
    auto reader = spawn("reader", [] { throw cancelled(); });
    await(reader.join());
  });
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].identity, identity(oracle::foreign_stop, "", "main/reader"));
  EXPECT_EQ(found[0].message, "main/reader ends as stopped, but nobody stopped it");
}

TEST(ForeignStopOracle, IsSilentWhereTheProgramItselfStopsATask) {
  EXPECT_THAT(judged([] {
                auto reader = spawn("reader", [] { await(park("inbox.wait")); });
                await(yield("look"));
                reader.stop();
                await(reader.join());
              }),
              IsEmpty());
}

TEST(ForeignStopOracle, IsSilentWhereAHandleEndsItsTask) {
  EXPECT_THAT(judged([] {
                auto reader = spawn("reader", [] { await(park("inbox.wait")); });
                await(yield("look"));
              }),
              IsEmpty());
}

}  // namespace
}  // namespace cutpoint
