#include <cutpoint/oracle/judge.hpp>

#include "unit/oracle/judged.hpp"

#include <gmock/gmock.h>

#include <stdexcept>

namespace cutpoint {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

// Everything at once that can go wrong in one run that comes to its end.
void all_wrong() {
  spawn("orphan", [] { await(yield("linger")); }).detach();
  auto foreign = spawn("foreign", [] { throw cancelled(); });
  auto leaking = spawn("leaking", [] { acquire("connection"); });
  await(yield("let them run"));
  const auto never = at_end("never", [] { return false; });
  const entry_id file = acquire("file");
  release(file);
  release(file);
  throw std::runtime_error("failed");
}

std::vector<oracle> oracles_of(const std::vector<finding>& found) {
  std::vector<oracle> by;
  for (const finding& f : found) by.push_back(f.identity.by);
  return by;
}

TEST(Judge, RanksTheFindingsOfARunWorstFirst) {
  EXPECT_THAT(oracles_of(judged(all_wrong)),
              ElementsAre(oracle::double_release, oracle::invariant, oracle::unhandled_exception,
                          oracle::leak, oracle::orphan, oracle::foreign_stop));
}

TEST(Judge, LeavesOutTheOraclesThatAreOff) {
  EXPECT_THAT(oracles_of(judged(all_wrong, {}, {oracle::double_release, oracle::leak})),
              ElementsAre(oracle::invariant, oracle::unhandled_exception, oracle::orphan,
                          oracle::foreign_stop));
}

TEST(Judge, TellsEachIdentityOnce) {
  const auto found = judged([] {
    for (int i = 0; i < 3; ++i) acquire("connection");
    acquire("file");
  });
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].identity.subject, "connection");
  EXPECT_EQ(found[1].identity.subject, "file");
}

TEST(Judge, IsSilentAboutAProgramThatDoesNothingWrong) {
  EXPECT_THAT(judged([] {
                auto child = spawn("child", [] { release(acquire("connection")); });
                await(child.join());
              }),
              IsEmpty());
}

}  // namespace
}  // namespace cutpoint
