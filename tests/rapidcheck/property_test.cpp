#include "files/temporary_folder.hpp"
#include "golden/approved_text.hpp"
#include "rapidcheck/properties.hpp"

#include <cutpoint/foreign.hpp>
#include <cutpoint/trace/trace_file.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace cutpoint {
namespace {

using rapidcheck::check_property;
using rapidcheck::programs_of;
using rapidcheck::property_options;
using rapidcheck::property_report;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

// Before rapidcheck reads it: the same inputs whenever and wherever these tests run.
[[maybe_unused]] const int seeded =
    setenv("RC_PARAMS", "seed=7 max_success=40 max_discard_ratio=2", 1);

property_options without_files() {
  property_options wanted;
  wanted.search.name = "Property";
  wanted.search.replay_command = "./property";
  wanted.search.out.clear();
  return wanted;
}

std::vector<std::string> deviations_of(const property_report& r) {
  std::vector<std::string> lines;
  if (r.searched.findings.empty()) return lines;
  for (const deviation& d : r.searched.findings.front().how.deviations)
    lines.push_back(trace_line(d));
  return lines;
}

bool is_proved(const property_report& r) {
  return !r.searched.findings.empty() && r.searched.findings.front().least.proved;
}

TEST(Property, PassesWhereNoInputHasARunThatFails) {
  const property_report r = check_property(programs_of(properties::holds), without_files());
  EXPECT_TRUE(r.passed()) << r.text;
  EXPECT_EQ(r.inputs, 40U);
  EXPECT_THAT(r.searched.findings, IsEmpty());
  EXPECT_GT(r.searched.sites_cut, 3U);
  EXPECT_THAT(r.text, HasSubstr("OK, passed 40 tests"));
  EXPECT_THAT(r.text, HasSubstr("Property: clean: 40 inputs in "));
}

TEST(Property, FailsWithTheSmallestInputAndTheSmallestSchedule) {
  const property_report r = check_property(programs_of(properties::loses_an_item), without_files());
  EXPECT_FALSE(r.passed());
  EXPECT_THAT(r.text, HasSubstr("[put, put]\n"));
  EXPECT_THAT(deviations_of(r), ElementsAre("stop edge main/consumer ready at store#1 +0 @2=1"));
  EXPECT_TRUE(is_proved(r)) << r.text;
  EXPECT_THAT(r.text, HasSubstr("smallest input: "));
}

TEST(Property, ShrinksToTheSizeThatALeakTakes) {
  const property_report r =
      check_property(programs_of(properties::leaks_for_three), without_files());
  EXPECT_THAT(r.text, HasSubstr("[0, 0, 0]\n"));
  EXPECT_THAT(deviations_of(r), ElementsAre("stop edge main ready at send#1 +0 @1=1"));
  EXPECT_TRUE(is_proved(r)) << r.text;
}

TEST(Property, ShrinksAnInputThatFailsUndisturbed) {
  const property_report r =
      check_property(programs_of(properties::fails_from_ten), without_files());
  EXPECT_THAT(r.text, HasSubstr("unsigned char:\n10\n"));
  EXPECT_THAT(r.text, HasSubstr("0 deviations: it fails undisturbed"));
  EXPECT_THAT(deviations_of(r), IsEmpty());
  EXPECT_EQ(r.searched.findings.front().what.identity.by, oracle::invariant);
}

TEST(Property, FitsAScheduleAnewToASmallerInput) {
  const property_report r =
      check_property(programs_of(properties::loses_an_addition), without_files());
  EXPECT_THAT(r.text, HasSubstr("unsigned char:\n2\n"));
  EXPECT_THAT(deviations_of(r),
              ElementsAre("pick main/adder#2 after main/adder at sum.store#1 +0 @3=1"));
  EXPECT_TRUE(is_proved(r)) << r.text;
}

TEST(Property, ShrinksAnInputThatEndsItsProcess) {
  const property_report r = check_property(programs_of(properties::dies_of_two), without_files());
  EXPECT_THAT(r.text, HasSubstr("\n[0, 0]\n"));
  ASSERT_FALSE(r.searched.findings.empty());
  EXPECT_EQ(r.searched.findings.front().what.identity.by, oracle::death);
}

TEST(Property, ShrinksAnInputForWhichTheProgramIsNotDeterministic) {
  const property_report r =
      check_property(programs_of(properties::depends_on_its_past), without_files());
  EXPECT_EQ(r.searched.result, verdict::not_deterministic);
  EXPECT_THAT(r.text, HasSubstr("\n[0, 0]\n"));
}

TEST(Property, MayBeACoroutine) {
  const property_report r =
      check_property(programs_of(properties::leaks_as_a_coroutine), without_files());
  EXPECT_THAT(r.text, HasSubstr("\n[]\n"));
  EXPECT_THAT(r.text, HasSubstr("\nint:\n0\n"));
  EXPECT_THAT(deviations_of(r), ElementsAre("stop edge main ready at send#1 +0 @1=1"));
}

TEST(Property, TakesInputsOfAGenerator) {
  const auto two_or_more = rc::gen::suchThat<std::vector<int>>(
      [](const std::vector<int>& items) { return items.size() >= 2; });
  const property_report r = check_property(
      programs_of(
          rc::gen::tuple(two_or_more, rc::gen::just(5)),
          [](const std::vector<int>& items, int) { properties::leaks_for_three(items); },
          "(const std::vector<int>& letters, int)"),
      without_files());
  EXPECT_THAT(r.text, HasSubstr("letters:\n[0, 0, 0]\n\nint:\n5\n"));
}

TEST(Property, IsTheSameEachTime) {
  const auto programs = programs_of(properties::loses_an_item);
  const property_report once = check_property(programs, without_files());
  const property_report again = check_property(programs, without_files());
  EXPECT_EQ(once.text, again.text);
  EXPECT_EQ(once.reproduce, again.reproduce);
}

TEST(Property, DiscardsWhatItsPreconditionRefuses) {
  const property_report r = check_property(programs_of([](int number) {
                                             RC_PRE(number > 1'000'000);
                                             await(yield("think"));
                                           }),
                                           without_files());
  EXPECT_FALSE(r.passed());
  EXPECT_THAT(r.text, HasSubstr("Gave up after 0 tests"));
}

TEST(Property, InWhichNothingCouldBeExploredFails) {
  const property_report r = check_property(programs_of([](int) {}), without_files());
  EXPECT_EQ(r.searched.result, verdict::nothing_explored);
  EXPECT_FALSE(r.passed());
}

TEST(Property, SaysWhenItsBudgetEndsBeforeItsInputs) {
  property_options wanted = without_files();
  wanted.search.max_runs = 500;
  const property_report r = check_property(programs_of(properties::holds), wanted);
  EXPECT_TRUE(r.passed()) << r.text;
  EXPECT_LT(r.inputs, 40U);
  EXPECT_THAT(r.text, HasSubstr(" of 40 inputs, then the budget was spent, in "));
}

TEST(Property, IsSharedOutByItsInputs) {
  property_options wanted = without_files();
  wanted.search.shard = {.index = 1, .count = 4};
  const property_report r = check_property(programs_of(properties::holds), wanted);
  EXPECT_TRUE(r.passed()) << r.text;
  EXPECT_EQ(r.inputs, 10U);
  EXPECT_THAT(r.text, HasSubstr("Property: clean: 10 of 40 inputs in "));
}

TEST(Property, EndsShrinkingWhenItsBudgetIsSpent) {
  property_options wanted = without_files();
  wanted.shrink_runs = 10;
  const property_report r = check_property(programs_of(properties::loses_an_item), wanted);
  EXPECT_FALSE(r.passed());
  EXPECT_THAT(r.text, Not(HasSubstr("smallest input")));
  EXPECT_THAT(r.text, HasSubstr("then the budget was spent: a smaller one may fail too"));
  wanted.shrink_runs = 0;
  EXPECT_THAT(check_property(programs_of(properties::loses_an_item), wanted).text,
              HasSubstr("input: not made smaller, as was asked for"));
}

// A program of a library that knows requests alone.
class deaf_flow final : public foreign::flow {
 public:
  deaf_flow() : flow({stop_mode::request}) {}
  void start() override { end(); }
  void stop(stop_mode, stop_strength) override {}
  void destroy() noexcept override {}
};

TEST(Property, RefusesAStopModeThatItsProgramsDoNotDeliver) {
  const auto inputs = rc::gen::map(rc::gen::arbitrary<int>(), [](int) {
    return rapidcheck::generated_program{
        .runs = foreign::make_program([] { return std::make_unique<deaf_flow>(); }),
        .show = [] { return rapidcheck::shown_input{}; }};
  });
  const property_report r = check_property(inputs, without_files());
  EXPECT_EQ(r.searched.result, verdict::bad_input);
  EXPECT_THAT(r.searched.message, HasSubstr("Ask for no other: `.modes = {...}`"));
  EXPECT_THAT(r.text, HasSubstr(r.searched.message));
}

TEST(Property, RefusesAGeneratorThatThrows) {
  const auto inputs = rc::gen::map(rc::gen::arbitrary<int>(),
                                   [](int) -> int { throw std::runtime_error("no more ideas"); });
  const property_report r =
      check_property(programs_of(inputs, [](int) { await(yield("think")); }), without_files());
  EXPECT_EQ(r.searched.result, verdict::bad_input);
  EXPECT_THAT(r.text, HasSubstr("no more ideas"));
}

TEST(Property, TellsItsFailureAsApproved) {
  const auto scripts = rc::gen::resize(30, rc::gen::arbitrary<std::vector<properties::op>>());
  const property_report r = check_property(
      programs_of(scripts, properties::loses_an_item, "(const std::vector<op>& script)"),
      without_files());
  EXPECT_TRUE(golden::is_approved("rapidcheck/loses_an_item.txt", r.text));
}

}  // namespace
}  // namespace cutpoint
