#include "unit/check/proofs.hpp"

#include "check/finding_probe.hpp"

#include <span>

namespace cutpoint::unit {
namespace {

TEST(FindingProbe, TakesTheLikeOfWhatDoesNotComeUp) {
  const program tried = make_program([] {
    auto keeper = spawn("keeper", [] {
      const entry_id lamp = acquire("lamp");
      await(yield("light"));
      release(lamp);
    });
    await(keeper.join());
  });
  const finding_identity leak = {.by = oracle::leak, .subject = "lamp", .task = "main/keeper"};
  const options wanted = for_proofs(isolation::in_process);
  const shared_pages pages;
  finding_probe probe(tried, wanted, leak, *pages);
  deviation stop;
  stop.address = {.kind = deviation_kind::stop,
                  .task = "main/keeper",
                  .operation = "light",
                  .ordinal = 3,
                  .at = window::granted,
                  .delay = 4};
  EXPECT_FALSE(probe.find(std::span(&stop, 1), replay_key::address).has_value());
  const auto found = probe.find_guided(std::span(&stop, 1));
  ASSERT_TRUE(found.has_value());
  ASSERT_THAT(found->deviations, ::testing::SizeIs(1));
  EXPECT_EQ(found->deviations[0].address.ordinal, 1U);
  EXPECT_EQ(found->deviations[0].address.at, window::ready);
}

}  // namespace
}  // namespace cutpoint::unit
