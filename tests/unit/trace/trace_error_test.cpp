#include <cutpoint/trace/trace_file.hpp>

#include <gtest/gtest.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <ostream>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

namespace cutpoint {

static bool operator==(const trace_error& a, const trace_error& b) {
  return a.line == b.line && a.message == b.message;
}

// What GoogleTest shows of an error.
static void PrintTo(const trace_error& e, std::ostream* out) {
  *out << e.line << ": " << e.message;
}

namespace {

const std::string hint = "; correct it, or record the trace again";
const std::string eol = "found the end of the line" + hint;
const std::string expected_site = "expected a site as OPERATION#ORDINAL, ";
const std::string expected_key = "expected @CHOICE=MOVE, ";
const std::string expected_escape =
    R"(expected an escape (\", \\, \n, \r, \t, \u0000 to \u007f), )";
const std::string expected_mode = "expected a stop mode (edge, level, drop, request), ";
const std::string expected_window =
    "expected a window (before_start, parked, granted, ready, in_cleanup), ";

/// What is wrong with `text`; line 999 where nothing is.
trace_error error_of(std::string_view text) {
  const auto result = parse_trace(text);
  const auto* error = std::get_if<trace_error>(&result);
  return error != nullptr ? *error : trace_error{999, 1, "no error"};
}

trace_error error_at(std::uint32_t line, std::string message) {
  return {line, 1, std::move(message)};
}

std::string found(std::string_view text) { return "found '" + std::string(text) + "'" + hint; }

/// The lines that every trace has; the first is line 1.
constexpr std::array<std::string_view, 9> head = {
    "cutpoint-trace 3", "program p", "finding leak | connection | main",
    "modes edge",       "order any", "stops 1",
    "faults 1",         "timers 1",  "steps 9"};

/// The head with `line` in the place of its line `number`.
std::string head_with(std::size_t number, std::string_view line) {
  std::string text;
  for (std::size_t i = 0; i < head.size(); ++i) {
    text += i + 1 == number ? line : head[i];
    text += '\n';
  }
  return text;
}

/// The message about `line` as line 10, below a good head.
std::string about(std::string_view line) {
  const trace_error error = error_of(head_with(0, {}) + std::string(line) + "\n");
  EXPECT_EQ(error.line, 10) << error.message;
  return error.message;
}

TEST(TraceError, IsNoneForTheHeadAlone) { EXPECT_EQ(error_of(head_with(0, {})).line, 999); }

TEST(TraceError, TellsAnEmptyText) {
  EXPECT_EQ(error_of(""),
            error_at(1, "expected 'cutpoint-trace 5', found nothing; this is no trace file"));
}

TEST(TraceError, TellsATextOfComments) {
  EXPECT_EQ(error_of("# one\n\n# two\n"),
            error_at(3, "expected 'cutpoint-trace 5', found nothing; this is no trace file"));
}

TEST(TraceError, TellsATextThatIsNoTrace) {
  EXPECT_EQ(error_of("\n{ \"a\": 1 }\n"),
            error_at(2, "expected 'cutpoint-trace 5', found '{'; this is no trace file"));
}

TEST(TraceError, TellsAnotherVersion) {
  EXPECT_EQ(
      error_of(head_with(1, "cutpoint-trace 6")),
      error_at(1,
               "expected version 1 to 5 of the trace format, found version 6; replay it with the "
               "build that wrote it, or record the trace again"));
}

TEST(TraceError, TellsAMissingVersion) {
  EXPECT_EQ(error_of(head_with(1, "cutpoint-trace")), error_at(1, "expected a version, " + eol));
}

TEST(TraceError, TellsAVersionThatIsNoNumber) {
  EXPECT_EQ(error_of(head_with(1, "cutpoint-trace one")),
            error_at(1, "expected a version, " + found("one")));
}

TEST(TraceError, TellsTextAfterTheVersion) {
  EXPECT_EQ(error_of(head_with(1, "cutpoint-trace 1 beta")),
            error_at(1, "expected the end of the line, " + found("beta")));
}

TEST(TraceError, TellsEachLineThatIsMissing) {
  const std::array<std::string_view, 8> keys = {"program", "finding", "modes",  "order",
                                                "stops",   "faults",  "timers", "steps"};
  for (std::size_t i = 0; i < keys.size(); ++i) {
    EXPECT_EQ(error_of(head_with(i + 2, "# taken out")),
              error_at(9, "expected a line '" + std::string(keys[i]) +
                              "', found the end of the file" + hint));
  }
}

TEST(TraceError, TellsWhereTheFirstOfTwoEqualLinesStands) {
  for (std::size_t i = 1; i < head.size(); ++i) {
    const std::string key(head[i].substr(0, head[i].find(' ')));
    EXPECT_EQ(about(head[i]), "expected '" + key + "' once, found it again: line " +
                                  std::to_string(i + 1) + " has it; delete one");
  }
}

TEST(TraceError, TellsAKeywordThatThereIsNot) {
  EXPECT_EQ(about("bogus 1 2"),
            "expected a keyword (program, input, tool, finding, certificate, modes, order, stops, "
            "faults, "
            "timers, steps, stop, "
            "stop-scope, pick, run-on, timer, fault, value), " +
                found("bogus"));
}

TEST(TraceError, CountsCommentsAndBlankLines) {
  EXPECT_EQ(error_of("# one\n\r\n\n" + head_with(5, "order lifo")).line, 8);
}

TEST(TraceError, IsAboutTheFirstWrongLine) {
  EXPECT_EQ(error_of(head_with(2, "program") + "bogus\n").line, 2);
}

TEST(TraceError, TellsAProgramWithoutAName) {
  EXPECT_EQ(error_of(head_with(2, "program")), error_at(2, "expected a name, " + eol));
}

TEST(TraceError, TellsAnOracleThatThereIsNot) {
  EXPECT_EQ(error_of(head_with(3, "finding bad luck | c | main")),
            error_at(3,
                     "expected an oracle (death, not deterministic, double release, invariant, "
                     "unhandled exception, suspended after stop, deadlock, leak, orphan, swallowed "
                     "stop, ignored stop, foreign stop, livelock, nothing explored), " +
                         found("bad luck")));
}

TEST(TraceError, TellsAFindingWithoutABar) {
  EXPECT_EQ(error_of(head_with(3, "finding leak")), error_at(3, "expected '|', " + eol));
}

TEST(TraceError, TellsAFindingWithoutASubject) {
  EXPECT_EQ(error_of(head_with(3, "finding leak | | main")),
            error_at(3, "expected a subject, " + found("|")));
}

TEST(TraceError, TellsAFindingWithoutATask) {
  EXPECT_EQ(error_of(head_with(3, "finding leak | c |")), error_at(3, "expected a task, " + eol));
}

TEST(TraceError, TellsAStopModeThatThereIsNot) {
  EXPECT_EQ(error_of(head_with(4, "modes edge close")),
            error_at(4, expected_mode + found("close")));
}

TEST(TraceError, TellsModesWithoutAMode) {
  EXPECT_EQ(error_of(head_with(4, "modes")), error_at(4, expected_mode + eol));
}

TEST(TraceError, TellsAModeAfterNone) {
  EXPECT_EQ(error_of(head_with(4, "modes none edge")),
            error_at(4, "expected the end of the line, " + found("edge")));
}

TEST(TraceError, TellsAnOrderThatThereIsNot) {
  EXPECT_EQ(error_of(head_with(5, "order lifo")),
            error_at(5, "expected an order (any, fifo), " + found("lifo")));
}

TEST(TraceError, TellsABoundThatIsNoNumber) {
  EXPECT_EQ(error_of(head_with(6, "stops few")),
            error_at(6, "expected a number of stops, " + found("few")));
  EXPECT_EQ(error_of(head_with(7, "faults -1")),
            error_at(7, "expected a number of faults, " + found("-1")));
  EXPECT_EQ(error_of(head_with(9, "steps 9x")),
            error_at(9, "expected a number of steps, " + found("x")));
}

TEST(TraceError, TellsABoundThatIsTooLarge) {
  EXPECT_EQ(error_of(head_with(6, "stops 4294967296")),
            error_at(6, "expected a number of stops with a number up to 4294967295, " +
                            found("4294967296")));
  EXPECT_EQ(error_of(head_with(9, "steps 18446744073709551616")),
            error_at(9, "expected a number of steps with a number up to 18446744073709551615, " +
                            found("18446744073709551616")));
}

TEST(TraceError, TellsWhereAStopBreaksOff) {
  EXPECT_EQ(about("stop"), expected_mode + eol);
  EXPECT_EQ(about("stop edge"), "expected a task, " + eol);
  EXPECT_EQ(about("stop edge main"), expected_window + eol);
  EXPECT_EQ(about("stop edge main parked"), "expected a delay as +N, " + eol);
  EXPECT_EQ(about("stop edge main parked at"), expected_site + eol);
  EXPECT_EQ(about("stop edge main parked at db#1"), "expected a delay as +N, " + eol);
  EXPECT_EQ(about("stop edge main parked at db#1 +0"), expected_key + eol);
}

TEST(TraceError, TellsAWrongModeOfAStop) {
  EXPECT_EQ(about("stop close main parked +0 @1=1"), expected_mode + found("close"));
}

TEST(TraceError, TellsAWindowThatThereIsNot) {
  EXPECT_EQ(about("stop edge main asleep +0 @1=1"), expected_window + found("asleep"));
}

TEST(TraceError, TellsASiteWithoutAnOrdinal) {
  EXPECT_EQ(about("stop edge main parked at db +0 @1=1"), expected_site + found("db"));
  EXPECT_EQ(about("fault db#x in main @1=1"), expected_site + found("x"));
}

TEST(TraceError, TellsASiteWithoutAnOperation) {
  EXPECT_EQ(about("fault #1 in main @1=1"), expected_site + found("#1"));
}

TEST(TraceError, TellsABlankWithinASite) {
  EXPECT_EQ(about("fault db #1 in main @1=1"), expected_site + found("db"));
  EXPECT_EQ(about("fault \"db\" #1 in main @1=1"), expected_site + found("#1"));
}

TEST(TraceError, TellsAQuoteWithinABareOperation) {
  EXPECT_EQ(about("fault d\"b#1 in main @1=1"), expected_site + found("d\"b#1"));
}

TEST(TraceError, TellsADelayWithoutItsSign) {
  EXPECT_EQ(about("stop edge main parked 0 @1=1"), "expected a delay as +N, " + found("0"));
}

TEST(TraceError, TellsADelayThatIsTooLarge) {
  EXPECT_EQ(about("stop edge main parked +4294967296 @1=1"),
            "expected a delay as +N with a number up to 4294967295, " + found("4294967296"));
}

TEST(TraceError, TellsWhereASecondKeyBreaksOff) {
  const std::string stop = "stop edge main parked +0 ";
  EXPECT_EQ(about(stop + "1=1"), expected_key + found("1=1"));
  EXPECT_EQ(about(stop + "@1"), expected_key + eol);
  EXPECT_EQ(about(stop + "@1="), expected_key + eol);
  EXPECT_EQ(about(stop + "@ 1=1"), expected_key + found("1=1"));
}

TEST(TraceError, TellsASecondKeyThatIsTooLarge) {
  EXPECT_EQ(about("stop edge main parked +0 @1=4294967296"),
            "expected @CHOICE=MOVE with a number up to 4294967295, " + found("4294967296"));
  EXPECT_EQ(about("stop edge main parked +0 @18446744073709551616=1"),
            "expected @CHOICE=MOVE with a number up to 18446744073709551615, " +
                found("18446744073709551616=1"));
}

TEST(TraceError, TellsTextAfterADeviation) {
  EXPECT_EQ(about("stop edge main parked +0 @1=1 # why"),
            "expected the end of the line, " + found("#"));
}

TEST(TraceError, TellsWhereAPickBreaksOff) {
  EXPECT_EQ(about("pick"), "expected a task, " + eol);
  EXPECT_EQ(about("pick b"), "expected 'after', " + eol);
  EXPECT_EQ(about("pick b after"), "expected a task, " + eol);
  EXPECT_EQ(about("pick b after main @1=1"), "expected a delay as +N, " + found("@1=1"));
}

TEST(TraceError, TellsWhereATimerBreaksOff) {
  EXPECT_EQ(about("timer"), "expected a task, " + eol);
  EXPECT_EQ(about("timer b before main +0 @1=1"), "expected 'after', " + found("before"));
}

TEST(TraceError, TellsWhereAFaultBreaksOff) {
  EXPECT_EQ(about("fault"), expected_site + eol);
  EXPECT_EQ(about("fault db#1"), "expected 'in', " + eol);
  EXPECT_EQ(about("fault db#1 in"), "expected a task, " + eol);
  EXPECT_EQ(about("fault db#1 in main"), expected_key + eol);
}

TEST(TraceError, TellsWhereAValueBreaksOff) {
  EXPECT_EQ(about("value"), "expected a value, " + eol);
  EXPECT_EQ(about("value 1"), "expected 'of', " + eol);
  EXPECT_EQ(about("value 1 of"), expected_site + eol);
  EXPECT_EQ(about("value 1 of db#1"), "expected 'in', " + eol);
  EXPECT_EQ(about("value 1 of db#1 in"), "expected a task, " + eol);
  EXPECT_EQ(about("value 1 of db#1 in main"), expected_key + eol);
}

TEST(TraceError, TellsAValueThatIsNoNumber) {
  EXPECT_EQ(about("value -1 of db#1 in main @1=1"), "expected a value, " + found("-1"));
}

TEST(TraceError, TellsAQuoteThatIsNotClosed) {
  EXPECT_EQ(about("stop edge \"main parked"), "expected a closing '\"', " + eol);
}

TEST(TraceError, TellsAnEscapeThatThereIsNot) {
  EXPECT_EQ(about(R"(pick "ma\qin" after)"), expected_escape + found(R"(\qin")"));
}

TEST(TraceError, TellsAnEscapeThatBreaksOff) {
  EXPECT_EQ(about("pick \"ma\\"), expected_escape + found("\\"));
  EXPECT_EQ(about("pick \"ma\\u"), expected_escape + found("\\u"));
  EXPECT_EQ(about(R"(pick "\u12")"), expected_escape + found(R"(\u12")"));
}

TEST(TraceError, TellsAnEscapeAboveAscii) {
  EXPECT_EQ(about(R"(pick "\u00e9")"), expected_escape + found(R"(\u00e9")"));
}

TEST(TraceError, TellsOfABenignMove) {
  const trace_error error = error_of(head_with(9, "steps 9\nfault a#1 in main @3=0"));
  EXPECT_EQ(error.line, 10U);
  EXPECT_EQ(error.message, "expected a move other than 0, the benign one, found 0" + hint);
}

TEST(TraceError, TellsOfAChoiceThatStandsThereTwice) {
  const trace_error error =
      error_of(head_with(9, "steps 9\nfault a#1 in main @3=1\nfault b#1 in main @3=1"));
  EXPECT_EQ(error.line, 11U);
  EXPECT_EQ(error.message, "expected each choice once, found choice 3 again" + hint);
}

TEST(TraceError, TellsToPutAnOddNameInQuotes) {
  const std::string advice = "'; put names with odd characters in quotes";
  EXPECT_EQ(about("stop edge ma\"in parked"),
            "expected a blank after a task, found '\"in" + advice);
  EXPECT_EQ(about("stop edge \"main\"x parked"),
            "expected a blank after a task, found 'x" + advice);
}

TEST(TraceError, ShowsControlCharactersAsQuestionMarks) {
  EXPECT_EQ(about("stop \x01\x7fq"), expected_mode + found("??q"));
}

TEST(TraceError, ShowsTheStartOfALongText) {
  EXPECT_EQ(about("stop " + std::string(61, 'x')),
            expected_mode + "found '" + std::string(60, 'x') + "...'" + hint);
}

TEST(TraceError, CutsALongTextBetweenTwoCharacters) {
  EXPECT_EQ(about("stop " + std::string(59, 'x') + "éé"),
            expected_mode + "found '" + std::string(59, 'x') + "...'" + hint);
}

TEST(TraceError, TellsALineThatAnOlderVersionDoesNotHave) {
  for (const char* const line : {"tool x", "certificate x"}) {
    const std::string text = head_with(0, {}) + line + "\n";
    EXPECT_EQ(error_of(text).line, 999U);
    const std::string key(line, std::string_view(line).find(' '));
    EXPECT_EQ(error_of("cutpoint-trace 2" + text.substr(text.find('\n'))),
              error_at(10, "expected no line '" + key +
                               "' in version 2 of the format, found one; say 'cutpoint-trace 3' in "
                               "the first line"));
  }
  EXPECT_EQ(error_of(head_with(0, {}) + "input x\n"),
            error_at(10,
                     "expected no line 'input' in version 3 of the format, found one; say "
                     "'cutpoint-trace 4' in the first line"));
  EXPECT_EQ(error_of(head_with(0, {}) + "run-on main +0 @1=1\n"),
            error_at(10,
                     "expected no line 'run-on' in version 3 of the format, found one; say "
                     "'cutpoint-trace 5' in the first line"));
}

/// In which column of line 10 the error is.
std::uint32_t column_in(std::string_view line) {
  return error_of(head_with(0, {}) + std::string(line) + "\n").column;
}

TEST(TraceError, TellsTheColumnOfWhatItFound) {
  EXPECT_EQ(column_in("bogus"), 1U);
  EXPECT_EQ(column_in("  bogus"), 3U);
  EXPECT_EQ(column_in("stop close main parked +0 @1=1"), 6U);
  EXPECT_EQ(column_in("stop edge main asleep +0 @1=1"), 16U);
  EXPECT_EQ(column_in("stop edge main parked +x @1=1"), 24U);
  EXPECT_EQ(column_in("stop edge main parked +0 @1=1 why"), 31U);
  EXPECT_EQ(column_in("fault db#x in main @1=1"), 10U);
  EXPECT_EQ(column_in("modes edge"), 1U);
  EXPECT_EQ(column_in("fault db#1 in main @1=0"), 20U);
  EXPECT_EQ(error_of(head_with(3, "finding bad luck | c | main")).column, 9U);
  EXPECT_EQ(error_of(head_with(1, "cutpoint-trace 6")).column, 16U);
}

TEST(TraceError, TellsTheColumnBehindTheLastCharacterWhereALineBreaksOff) {
  EXPECT_EQ(column_in("stop edge"), 10U);
}

TEST(TraceError, CountsColumnsInCharacters) {
  EXPECT_EQ(column_in("stop edge \"größe\" asleep +0 @1=1"), 19U);
}

TEST(TraceError, IsFoundWhereverAGoodTraceIsCutShort) {
  const std::string text = head_with(0, {});
  for (std::size_t length = 0; length + 2 < text.size(); ++length)
    EXPECT_LE(error_of(text.substr(0, length)).line, 9) << text.substr(0, length);
}

}  // namespace
}  // namespace cutpoint
