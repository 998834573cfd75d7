#include "unit/check/proofs.hpp"

#include "check/finding_probe.hpp"

#include <cstdint>
#include <span>
#include <vector>

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

// What else it could have done is for those who lower a run, from which all has been left out.
TEST(FindingProbe, DescribesWhatElseWasOfferedWhereARunHasFewDeviations) {
  const program tried = make_program([] {
    int drawn = 0;
    const auto none = at_end("nothing is drawn", [&] { return drawn == 0; });
    for (int i = 0; i < 40; ++i) drawn += static_cast<int>(choose(3, "draw"));
  });
  const finding_identity broken = {
      .by = oracle::invariant, .subject = "nothing is drawn", .task = {}};
  const options wanted = for_proofs(isolation::in_process);
  const shared_pages pages;
  finding_probe probe(tried, wanted, broken, *pages);
  const auto offered_to = [&](std::uint32_t draws) {
    std::vector<deviation> all(draws);
    for (std::uint32_t i = 0; i < draws; ++i) {
      all[i].address = {
          .kind = deviation_kind::value, .task = "main", .operation = "draw", .ordinal = i + 1};
      all[i].value = 1;
    }
    const auto found = probe.find(all, replay_key::address);
    EXPECT_TRUE(found && found->deviations.size() == draws);
    return found ? found->offered.size() : 0;
  };
  EXPECT_EQ(offered_to(1), 1U);
  EXPECT_EQ(offered_to(32), 32U);
  EXPECT_EQ(offered_to(33), 0U);
}

}  // namespace
}  // namespace cutpoint::unit
