// The same program in two styles makes the same runs: the same events in the same order, the same
// findings, the same traces.

#include "contract/styles.hpp"
#include "contract/support.hpp"

#include <cutpoint/check/check.hpp>
#include <cutpoint/report/text.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <ostream>
#include <string>
#include <vector>

namespace cutpoint::contract {
namespace {

using testing::ElementsAre;
using testing::ElementsAreArray;
using testing::IsEmpty;
using testing::Not;

// Where the styles are meant to differ. A handle that goes while its task lives stops the task and
// waits for it on a stack, and drops it in a coroutine: that happens where `main` is left early. A
// drop runs handlers on a stack, and none in a coroutine.
enum class may_differ : std::uint8_t { never, where_main_is_left_early, where_a_drop_is_caught };

struct one_program {
  std::string name;
  program (*as_fibers)(story&);
  program (*as_coroutines)(story&);
  may_differ differs = may_differ::where_main_is_left_early;

  friend std::ostream& operator<<(std::ostream& out, const one_program& p) { return out << p.name; }
};

template <program (*Make)()>
program untold(story&) {
  return Make();
}

#define BOTH(name) #name, fiber_style::name, coroutine_style::name
#define BOTH_UNTOLD(name) #name, untold<fiber_style::name>, untold<coroutine_style::name>
const std::vector<one_program> programs = {
    {BOTH(before_start)},
    {BOTH(parked)},
    {BOTH(granted)},
    {BOTH(yielding)},
    {BOTH(passing)},
    {BOTH(cleaning)},
    {BOTH(busy)},
    {BOTH(opened_too_late)},
    {BOTH(line_at_mutex), may_differ::never},
    {BOTH(line_for_permits), may_differ::never},
    {BOTH(shielded)},
    {BOTH(acknowledging)},
    {BOTH(swallowing), may_differ::where_a_drop_is_caught},
    {BOTH(siblings), may_differ::never},
    {BOTH(listening)},
    {BOTH(ends)},
    {BOTH(deadlock)},
    {BOTH(all_windows)},
    {BOTH_UNTOLD(leaking)},
    {BOTH_UNTOLD(losing_tickets), may_differ::never},
    {BOTH_UNTOLD(failing_out_of_order), may_differ::never},
};
#undef BOTH
#undef BOTH_UNTOLD

bool may_differ_in(const one_program& p, const run_record& run) {
  const bool left_early = std::ranges::any_of(run.log, [](const std::string& line) {
    return line.find(" main ends: ") != std::string::npos && !line.ends_with(": value");
  });
  switch (p.differs) {
    case may_differ::never:
      return false;
    case may_differ::where_main_is_left_early:
      return left_early;
    case may_differ::where_a_drop_is_caught:
      return left_early || run.stops.front().starts_with("drop ");
  }
  return false;
}

struct StylesAgree : testing::TestWithParam<one_program> {
  story tell;
};
INSTANTIATE_TEST_SUITE_P(Programs, StylesAgree, testing::ValuesIn(programs),
                         [](const auto& instance) { return instance.param.name; });

TEST_P(StylesAgree, OnTheBenignRun) {
  const run_record fibers = benign_run(GetParam().as_fibers(tell), tell);
  const run_record coroutines = benign_run(GetParam().as_coroutines(tell), tell);
  EXPECT_EQ(coroutines.choices, fibers.choices);
  EXPECT_THAT(coroutines.told, ElementsAreArray(fibers.told));
  EXPECT_THAT(coroutines.log, ElementsAreArray(fibers.log));
}

TEST_P(StylesAgree, OnEveryRunWithOneStop) {
  const auto all_runs = [this](const program& p) {
    std::vector<run_record> runs;
    for_each_stop(p, tell, [&](const run_record& run) { runs.push_back(run); });
    return runs;
  };
  const std::vector<run_record> fibers = all_runs(GetParam().as_fibers(tell));
  const std::vector<run_record> coroutines = all_runs(GetParam().as_coroutines(tell));
  ASSERT_EQ(coroutines.size(), fibers.size());
  std::size_t compared = 0;
  for (std::size_t i = 0; i < fibers.size(); ++i) {
    ASSERT_THAT(coroutines[i].stops, Not(IsEmpty()));
    ASSERT_EQ(coroutines[i].stops.front(), fibers[i].stops.front());
    if (may_differ_in(GetParam(), fibers[i])) continue;
    ASSERT_THAT(coroutines[i].log, ElementsAreArray(fibers[i].log));
    ASSERT_THAT(coroutines[i].told, ElementsAreArray(fibers[i].told));
    ASSERT_EQ(coroutines[i].end, fibers[i].end);
    ++compared;
  }
  EXPECT_GT(compared, fibers.size() / 4);
}

TEST_P(StylesAgree, OnWhatASearchFindsAndOnItsTraces) {
  const auto search = [](const program& p) {
    options wanted;
    wanted.name = GetParam().name;
    wanted.runs_in = isolation::in_process;
    wanted.exhaustive = 3;
    wanted.random_runs = 0;
    wanted.out.clear();
    return check(p, wanted);
  };
  const report fibers = search(GetParam().as_fibers(tell));
  const report coroutines = search(GetParam().as_coroutines(tell));

  EXPECT_EQ(coroutines.result, fibers.result) << format_text(coroutines) << format_text(fibers);
  ASSERT_EQ(coroutines.findings.size(), fibers.findings.size());
  for (std::size_t i = 0; i < fibers.findings.size(); ++i) {
    EXPECT_EQ(coroutines.findings[i].what.identity, fibers.findings[i].what.identity);
    EXPECT_EQ(coroutines.findings[i].what.notes.size(), fibers.findings[i].what.notes.size());
    EXPECT_THAT(coroutines.findings[i].how.deviations,
                ElementsAreArray(fibers.findings[i].how.deviations));
  }
}

template <class Style>
struct FindsTheBug : testing::Test {
  // The identity of what a sweep and a few random orders find first, with its trace.
  static std::vector<std::string> found(const program& p) {
    options wanted;
    wanted.runs_in = isolation::in_process;
    wanted.random_runs = 50;
    wanted.max_findings = 1;
    wanted.out.clear();
    std::vector<std::string> lines;
    for (const explained_finding& f : check(p, wanted).findings) {
      std::string line = std::string(name_of(f.what.identity.by)) + " " + f.what.identity.subject +
                         " in " + f.what.identity.task + ":";
      for (const deviation& d : f.how.deviations)
        line += " " + d.address.task + "@" + d.address.operation;
      lines.push_back(line);
    }
    return lines;
  }
};
TYPED_TEST_SUITE(FindsTheBug, styles);

TYPED_TEST(FindsTheBug, InAResourceThatAStopLeaks) {
  EXPECT_THAT(this->found(TypeParam::leaking()),
              ElementsAre("leak connection in main/victim: main/victim@call"));
}

TYPED_TEST(FindsTheBug, InATicketThatAStopLoses) {
  EXPECT_THAT(this->found(TypeParam::losing_tickets()),
              ElementsAre("deadlock ticket in main/second: main/first@ticket"));
}

TYPED_TEST(FindsTheBug, InAnOrderThatNobodyThoughtOf) {
  EXPECT_THAT(this->found(TypeParam::failing_out_of_order()),
              ElementsAre("unhandled exception  in main/victim: main@scope.join"));
}

}  // namespace
}  // namespace cutpoint::contract
