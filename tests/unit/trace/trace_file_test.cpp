#include <cutpoint/trace/trace_file.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <limits>
#include <ostream>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace cutpoint {

// What GoogleTest shows of a trace.
static void PrintTo(const trace& t, std::ostream* out) { *out << "\n" << format_trace(t); }

namespace {

constexpr auto most = std::numeric_limits<std::uint32_t>::max();
constexpr auto most_steps = std::numeric_limits<std::uint64_t>::max();

/// The trace in `text`; an empty one, and a failed test, where it holds none.
trace parsed(std::string_view text) {
  auto result = parse_trace(text);
  if (const auto* error = std::get_if<trace_error>(&result)) {
    ADD_FAILURE() << "line " << error->line << ": " << error->message << "\nin:\n" << text;
    return {};
  }
  return std::get<trace>(std::move(result));
}

/// A trace file of version 1, as it was written when that version was approved. It never changes.
constexpr std::string_view approved_v1 = R"(cutpoint-trace 1
program Payments.EveryConnectionGoesBack
finding leak | connection | main/notify
modes edge drop
order fifo
stops 2
faults 3
steps 5000
stop edge main/notify parked at db.begin#1 +0 @4=2
stop drop main/audit#2 before_start +3 @9=7
pick main/b after main/a at pool.lock#2 +1 @12=3
timer "main/a b" after main +0 @13=1
fault db.commit#1 in main/notify @20=1
value 3 of batch#2 in main/notify @21=3
)";

/// A trace file of version 2, as it was written when that version was approved. It never changes.
constexpr std::string_view approved_v2 = R"(cutpoint-trace 2
program Payments.EveryConnectionGoesBack
finding leak | connection | main/notify
modes edge drop
order fifo
stops 2
faults 3
timers 4
steps 5000
stop edge main/notify parked at db.begin#1 +0 @4=2
stop drop main/audit#2 before_start +3 @9=7
stop-scope level main parked at join#1 +0 @11=1
pick main/b after main/a at pool.lock#2 +1 @12=3
timer "main/a b" after main +0 @13=1
fault db.commit#1 in main/notify @20=1
value 3 of batch#2 in main/notify @21=3
)";

/// A trace file of version 3, as it was written when that version was approved. It never changes.
constexpr std::string_view approved_v3 = R"trace(cutpoint-trace 3
program Payments.EveryConnectionGoesBack
tool "cutpoint 0.1.0"
finding leak | connection | main/notify
certificate "no failing run has fewer deviations, and none with as many comes earlier (9 runs)"
modes edge drop
order fifo
stops 2
faults 3
timers 4
steps 5000
stop edge main/notify parked at db.begin#1 +0 @4=2
stop drop main/audit#2 before_start +3 @9=7
stop-scope level main parked at join#1 +0 @11=1
pick main/b after main/a at pool.lock#2 +1 @12=3
timer "main/a b" after main +0 @13=1
fault db.commit#1 in main/notify @20=1
value 3 of batch#2 in main/notify @21=3
)trace";

/// A trace file of version 4, as it was written when that version was approved. It never changes.
constexpr std::string_view approved_v4 = R"trace(cutpoint-trace 4
program Payments.EveryConnectionGoesBack
input "reproduce=BgAUy9Gcl JHd5dAAAA"
finding leak | connection | main/notify
modes edge
order any
stops 1
faults 1
timers 0
steps 100000
)trace";

/// A trace file of version 5, as it was written when that version was approved. It never changes.
constexpr std::string_view approved_v5 = R"trace(cutpoint-trace 5
program Payments.EveryConnectionGoesBack
finding leak | connection | main/notify
modes edge
order any
stops 1
faults 1
timers 0
steps 100000
run-on main/notify at db.begin#2 +1 @7=3
)trace";

deviation stop_of(stop_mode mode, std::string task, window at) {
  deviation d;
  d.address.kind = deviation_kind::stop;
  d.move = 1;
  d.mode = mode;
  d.address.task = std::move(task);
  d.address.at = at;
  return d;
}

deviation other(deviation_kind kind, std::string task) {
  deviation d;
  d.address.kind = kind;
  d.move = 1;
  d.address.task = std::move(task);
  return d;
}

deviation at_site(deviation d, std::string operation, std::uint32_t ordinal,
                  std::uint32_t delay = 0) {
  d.address.operation = std::move(operation);
  d.address.ordinal = ordinal;
  d.address.delay = delay;
  return d;
}

deviation second_key(deviation d, std::uint64_t number, std::uint32_t move) {
  d.number = choice_number{number};
  d.move = move;
  return d;
}

trace approved_v1_trace() {
  trace t;
  t.program = "Payments.EveryConnectionGoesBack";
  t.expected = {oracle::leak, "connection", "main/notify"};
  t.bounds = {.modes = {stop_mode::edge, stop_mode::drop},
              .order = task_order::fifo,
              .stops = 2,
              .faults = 3,
              .steps = 5000};
  auto pick = other(deviation_kind::pick, "main/a");
  pick.picked = "main/b";
  auto timer = other(deviation_kind::timer, "main");
  timer.picked = "main/a b";
  auto stop_fresh = stop_of(stop_mode::drop, "main/audit#2", window::before_start);
  stop_fresh.address.delay = 3;
  auto value = other(deviation_kind::value, "main/notify");
  value.value = 3;
  t.deviations = {
      second_key(at_site(stop_of(stop_mode::edge, "main/notify", window::parked), "db.begin", 1), 4,
                 2),
      second_key(stop_fresh, 9, 7),
      second_key(at_site(pick, "pool.lock", 2, 1), 12, 3),
      second_key(timer, 13, 1),
      second_key(at_site(other(deviation_kind::fault, "main/notify"), "db.commit", 1), 20, 1),
      second_key(at_site(value, "batch", 2), 21, 3)};
  return t;
}

trace approved_trace() {
  trace t = approved_v1_trace();
  t.bounds.timers = 4;
  auto scope = at_site(stop_of(stop_mode::level, "main", window::parked), "join", 1);
  scope.address.reach = stop_reach::scope;
  t.deviations.insert(t.deviations.begin() + 2, second_key(scope, 11, 1));
  return t;
}

trace with(deviation d) {
  trace t;
  t.program = "p";
  t.deviations = {std::move(d)};
  return t;
}

// Each choice stands in a trace once, so several deviations are numbered.
void expect_round_trip(trace t) {
  if (t.deviations.size() > 1)
    for (std::uint64_t i = 0; i < t.deviations.size(); ++i)
      t.deviations[i].number = choice_number{i};
  EXPECT_EQ(parsed(format_trace(t)), t);
}

const std::vector<std::string>& odd_names() {
  static const std::vector<std::string> names = {"",
                                                 " ",
                                                 "a b",
                                                 " lead",
                                                 "trail ",
                                                 "a\tb",
                                                 "\"",
                                                 "a\"b\"",
                                                 "\\",
                                                 "a\\n",
                                                 "#",
                                                 "#1",
                                                 "a#2",
                                                 "a #2",
                                                 "a#2#3",
                                                 "|",
                                                 "a|b",
                                                 "a | b",
                                                 "\n",
                                                 "a\nb",
                                                 "a\r\nb",
                                                 "\r",
                                                 "\x7f",
                                                 "+0",
                                                 "@1=2",
                                                 "at",
                                                 "after",
                                                 "in",
                                                 "of",
                                                 "none",
                                                 "größe",
                                                 "タスク/一",
                                                 "\xF0\x9F\x92\xA5",
                                                 "\xEF\xBB\xBF",
                                                 "\xff\xfe",
                                                 std::string(1, '\0'),
                                                 "a\x01z"};
  return names;
}

trace approved_v3_trace() {
  trace t = approved_trace();
  t.tool = "cutpoint 0.1.0";
  t.certificate =
      "no failing run has fewer deviations, and none with as many comes earlier (9 runs)";
  return t;
}

trace approved_v4_trace() {
  trace t;
  t.program = "Payments.EveryConnectionGoesBack";
  t.input = "reproduce=BgAUy9Gcl JHd5dAAAA";
  t.expected = {oracle::leak, "connection", "main/notify"};
  return t;
}

trace approved_v5_trace() {
  trace t = approved_v4_trace();
  t.input.clear();
  t.deviations = {
      second_key(at_site(other(deviation_kind::run_on, "main/notify"), "db.begin", 2, 1), 7, 3)};
  return t;
}

TEST(FormatTrace, WritesTheApprovedText) {
  EXPECT_EQ(format_trace(approved_v5_trace()), approved_v5);
}

TEST(FormatTrace, WritesTheOldestVersionThatHoldsTheTrace) {
  EXPECT_EQ(format_trace(approved_v4_trace()), approved_v4);
  EXPECT_EQ(format_trace(approved_v3_trace()), approved_v3);
}

TEST(ParseTrace, ReadsTheApprovedTextOfEachVersion) {
  EXPECT_EQ(parsed(approved_v5), approved_v5_trace());
  EXPECT_EQ(parsed(approved_v4), approved_v4_trace());
  EXPECT_EQ(parsed(approved_v3), approved_v3_trace());
  EXPECT_EQ(parsed(approved_v2), approved_trace());
  EXPECT_EQ(parsed(approved_v1), approved_v1_trace());
}

TEST(FormatTrace, LeavesOutWhatWroteItWhereThatIsNotSaid) {
  const std::string text = format_trace(approved_trace());
  EXPECT_EQ(text.find("\ntool"), std::string::npos);
  EXPECT_EQ(text.find("\ncertificate"), std::string::npos);
  EXPECT_EQ(parsed(text), approved_trace());
}

TEST(ToolName, HasAVersion) { EXPECT_TRUE(tool_name().starts_with("cutpoint ")); }

TEST(FormatTrace, WritesThatNoStopModeIsAllowed) {
  trace t;
  t.bounds.modes = {};
  EXPECT_NE(format_trace(t).find("\nmodes none\n"), std::string::npos);
}

TEST(FormatTrace, WritesAnEmptyNameInQuotes) {
  EXPECT_NE(format_trace({}).find("program \"\"\n"), std::string::npos);
}

TEST(FormatTrace, WritesOneLineForEachDeviationWhateverItsNames) {
  for (const std::string& name : odd_names()) {
    const std::string text =
        format_trace(with(at_site(other(deviation_kind::fault, name), name, 1)));
    EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 10) << text;
  }
}

TEST(FormatTrace, WritesControlCharactersAsEscapes) {
  trace t;
  t.program = "a\n\r\t\x01\"\\";
  EXPECT_NE(format_trace(t).find(R"(program "a\n\r\t\u0001\"\\")"), std::string::npos);
}

TEST(FormatTrace, WritesUnicodeAsItStands) {
  trace t;
  t.program = "größe";
  EXPECT_NE(format_trace(t).find("program größe\n"), std::string::npos);
}

TEST(TraceFile, KeepsATraceWithoutDeviations) { expect_round_trip({}); }

TEST(TraceFile, KeepsEverySetOfModes) {
  for (unsigned bits = 0; bits < 16; ++bits) {
    trace t;
    t.bounds.modes = {};
    for (const stop_mode mode : all_stop_modes) {
      if ((bits >> static_cast<unsigned>(mode)) % 2 == 1) t.bounds.modes.insert(mode);
    }
    expect_round_trip(t);
  }
}

TEST(TraceFile, KeepsBothTaskOrders) {
  for (const task_order order : {task_order::any, task_order::fifo}) {
    trace t;
    t.bounds.order = order;
    expect_round_trip(t);
  }
}

TEST(TraceFile, KeepsTheSmallestAndTheLargestBounds) {
  trace t;
  t.bounds = {.stops = 0, .faults = 0, .steps = 0};
  expect_round_trip(t);
  t.bounds = {.stops = most, .faults = most, .timers = most, .steps = most_steps};
  expect_round_trip(t);
}

TEST(TraceFile, KeepsEveryOracle) {
  for (int i = 0; i <= static_cast<int>(oracle::nothing_explored); ++i) {
    trace t;
    t.expected = {static_cast<oracle>(i), "connection", "main"};
    expect_round_trip(t);
  }
}

TEST(TraceFile, KeepsAStopInEveryModeAndWindow) {
  for (const stop_mode mode : all_stop_modes) {
    for (const window at : all_windows) {
      expect_round_trip(with(at_site(stop_of(mode, "main/a", at), "db.begin", 2, 3)));
      expect_round_trip(with(stop_of(mode, "main/a", at)));
    }
  }
}

TEST(TraceFile, KeepsAPickAndATimer) {
  for (const deviation_kind kind : {deviation_kind::pick, deviation_kind::timer}) {
    deviation d = other(kind, "main/a");
    d.picked = "main/b#2";
    expect_round_trip(with(d));
    expect_round_trip(with(at_site(d, "pool.lock", 4, 5)));
  }
}

TEST(TraceFile, KeepsAValueThatIsZero) {
  expect_round_trip(with(at_site(other(deviation_kind::value, "main"), "batch", 1)));
}

TEST(TraceFile, KeepsTheLargestNumbers) {
  deviation value = at_site(other(deviation_kind::value, "main"), "batch", most);
  value.value = most;
  expect_round_trip(with(second_key(value, most_steps, most)));
  expect_round_trip(
      with(at_site(stop_of(stop_mode::edge, "main", window::parked), "a", most, most)));
}

TEST(TraceFile, KeepsTheOrderOfTheDeviations) {
  trace t;
  for (std::uint32_t i = 9; i > 0; --i)
    t.deviations.push_back(at_site(other(deviation_kind::fault, "main"), "x", i));
  expect_round_trip(t);
}

TEST(TraceFile, TellsNoOperationFromAnEmptyOne) {
  const deviation d = stop_of(stop_mode::edge, "main", window::ready);
  expect_round_trip(with(at_site(d, "", 1)));
  expect_round_trip(with(at_site(d, "x", 0)));
}

TEST(TraceFile, KeepsOddNamesOfTheProgramAndTheFinding) {
  for (const std::string& name : odd_names()) {
    trace t;
    t.program = name;
    t.tool = name;
    t.certificate = name;
    t.expected = {oracle::double_release, name, name};
    expect_round_trip(t);
  }
}

TEST(TraceFile, KeepsOddNamesOfAStop) {
  for (const std::string& name : odd_names())
    expect_round_trip(with(at_site(stop_of(stop_mode::edge, name, window::parked), name, 1)));
}

TEST(TraceFile, KeepsOddNamesOfAPickAndATimer) {
  for (const std::string& name : odd_names()) {
    for (const deviation_kind kind : {deviation_kind::pick, deviation_kind::timer}) {
      deviation d = at_site(other(kind, name), name, 1);
      d.picked = name;
      expect_round_trip(with(d));
    }
  }
}

TEST(TraceFile, KeepsOddNamesOfAFaultAndAValue) {
  for (const std::string& name : odd_names()) {
    for (const deviation_kind kind : {deviation_kind::fault, deviation_kind::value})
      expect_round_trip(with(at_site(other(kind, name), name, 1)));
  }
}

std::string replaced(std::string text, std::string_view what, std::string_view by) {
  for (auto i = text.find(what); i != std::string::npos; i = text.find(what, i + by.size()))
    text.replace(i, what.size(), by);
  return text;
}

const std::string approved(approved_v2);

TEST(ParseTrace, PassesOverCommentsAndBlankLines) {
  EXPECT_EQ(parsed("# found on a Monday\n\n \t\n" + replaced(approved, "\n", "\n# why\n\n")),
            approved_trace());
}

TEST(ParseTrace, PassesOverAnIndentedComment) {
  EXPECT_EQ(parsed(replaced(approved, "\n", "\n \t# why\n")), approved_trace());
}

TEST(ParseTrace, ReadsLinesThatEndAsOnWindows) {
  EXPECT_EQ(parsed(replaced(approved, "\n", "\r\n")), approved_trace());
}

TEST(ParseTrace, PassesOverAByteOrderMark) {
  EXPECT_EQ(parsed("\xEF\xBB\xBF" + approved), approved_trace());
}

TEST(ParseTrace, ReadsALastLineWithoutALineBreak) {
  EXPECT_EQ(parsed(approved.substr(0, approved.size() - 1)), approved_trace());
}

TEST(ParseTrace, TakesAnyNumberOfBlanksAndTabs) {
  const std::string text =
      replaced(replaced(approved, "\"main/a b\"", "\"main/a\\u0020b\""), " ", " \t ");
  EXPECT_EQ(parsed(replaced(text, "\n", " \t\n  ")), approved_trace());
}

TEST(ParseTrace, NeedsNoBlankBesideABar) {
  EXPECT_EQ(parsed(replaced(approved, " | ", "|")), approved_trace());
}

TEST(ParseTrace, TakesABareNameInQuotes) {
  EXPECT_EQ(parsed(replaced(approved, "db.begin#1", "\"db.begin\"#1")), approved_trace());
}

TEST(ParseTrace, TakesTheLinesAfterTheFirstInAnyOrder) {
  const auto second = approved.find('\n') + 1;
  const auto third = approved.find('\n', second) + 1;
  EXPECT_EQ(parsed(approved.substr(0, second) + approved.substr(third) +
                   approved.substr(second, third - second)),
            approved_trace());
}

TEST(ParseTrace, TakesTheModesInAnyOrder) {
  EXPECT_EQ(parsed(replaced(approved, "modes edge drop", "modes drop edge")), approved_trace());
}

}  // namespace
}  // namespace cutpoint
