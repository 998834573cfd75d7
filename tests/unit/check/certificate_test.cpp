#include "unit/check/checking.hpp"

#include <cutpoint/report/text.hpp>

namespace cutpoint {
namespace {

using ::testing::HasSubstr;

program two_yielders() {
  return make_program([] {
    auto other = spawn("other", [] { await(yield("step")); });
    await(yield("step"));
    await(other.join());
  });
}

options exhaustive(std::uint32_t deviations) {
  options wanted = sweep_only();
  wanted.name = "Two.Yielders";
  wanted.exhaustive = deviations;
  return wanted;
}

TEST(Certificate, SaysHowManyDeviationsNoFailingRunHas) {
  const report r = check(two_yielders(), exhaustive(3));
  ASSERT_TRUE(r.proved.has_value());
  EXPECT_EQ(r.proved->deviations, 3U);
  EXPECT_EQ(r.proved->bounds, r.bounds);
  EXPECT_EQ(r.proved->runs, r.phases.back().runs);
}

TEST(Certificate, StandsInThePrintedReportWithItsBoundsAndWhatItTakesForGranted) {
  options wanted = exhaustive(2);
  wanted.modes = {stop_mode::edge, stop_mode::drop};
  const report r = check(two_yielders(), wanted);
  const std::string text = format_text(r);
  EXPECT_THAT(text, HasSubstr("Two.Yielders: proved: no run with at most 2 deviations fails (" +
                              std::to_string(r.phases.back().runs) + " runs, no reduction)"));
  EXPECT_THAT(text, HasSubstr("stops (edge, drop; at most 2 a run)"));
  EXPECT_THAT(text, HasSubstr("virtual time passes when no task is ready, or for an early timer"));
  EXPECT_THAT(text, HasSubstr("takes for granted that the program is deterministic"));
}

TEST(Certificate, NamesNothingThatCannotDeviate) {
  options wanted = exhaustive(1);
  wanted.modes = {};
  wanted.order = task_order::fifo;
  wanted.faults = 0;
  wanted.early_timers = 0;
  report r = check(make_program([] {
                     choose(2, "coin");
                     await(yield());
                   }),
                   wanted);
  ASSERT_TRUE(r.proved.has_value());
  EXPECT_THAT(in_words(*r.proved), HasSubstr("at most 1 deviation fails"));
  EXPECT_THAT(in_words(*r.proved), HasSubstr("Deviations are values other than 0. Tasks run in "
                                             "FIFO order, and virtual time passes when no task is "
                                             "ready."));
}

TEST(Certificate, IsNotGivenWithoutAnExhaustiveSearch) {
  EXPECT_FALSE(check(two_yielders(), exhaustive(0)).proved.has_value());
}

TEST(Certificate, IsNotGivenWhereABudgetEndedTheSearch) {
  options wanted = exhaustive(3);
  wanted.max_runs = 60;
  const report r = check(two_yielders(), wanted);
  EXPECT_EQ(r.phases.back().phase, search_phase::exhaustive);
  EXPECT_FALSE(r.proved.has_value());
}

TEST(Certificate, IsNotGivenWhereARunFails) {
  const report r = check(make_program([] {
                           const entry_id held = acquire("lamp");
                           await(yield());
                           release(held);
                         }),
                         exhaustive(2));
  EXPECT_EQ(r.result, verdict::findings);
  EXPECT_FALSE(r.proved.has_value());
}

}  // namespace
}  // namespace cutpoint
