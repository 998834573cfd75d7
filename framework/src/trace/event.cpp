#include <cutpoint/trace/event.hpp>

#include "line_reader.hpp"

#include <cutpoint/trace/stop.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <string>
#include <string_view>

namespace cutpoint {

namespace {

std::string actor(const event_record& e) { return e.task.empty() ? "the run" : e.task; }

std::string subject_of(const event_record& e) {
  return e.ordinal == 0 ? e.subject : fmt::format("{}#{}", e.subject, e.ordinal);
}

/// `text` after `before`, or nothing where `text` is empty.
std::string led_by(std::string_view before, std::string_view text) {
  return text.empty() ? std::string{} : fmt::format("{}{}", before, text);
}

/// `parks db.begin#1 (until 20s)`; `before_subject` stands between verb and subject.
std::string deed(const event_record& e, std::string_view verb,
                 std::string_view before_subject = " ") {
  const std::string_view end = e.detail.empty() ? "" : ")";
  return fmt::format("{} {} {}{}{}{}", e.step, actor(e), verb,
                     led_by(before_subject, subject_of(e)), led_by(" (", e.detail), end);
}

std::string where_it_reaches(window at, const std::string& subject) {
  switch (at) {
    case window::before_start:
      return "before it starts";
    case window::parked:
      return "parked" + led_by(" on ", subject);
    case window::granted:
      return "granted" + led_by(" ", subject);
    case window::ready:
      return "ready" + led_by(" at ", subject);
    case window::in_cleanup:
      return "in cleanup" + led_by(" at ", subject);
  }
  return subject;
}

/// Takes the first word, and the blank after it, off `text`.
std::string_view take_word(std::string_view& text) {
  const std::string_view word = text.substr(0, text.find(' '));
  text.remove_prefix(std::min(text.size(), word.size() + 1));
  return word;
}

std::string stop_line(const event_record& e) {
  const stop_detail stop(e.detail);
  const auto at = find_window(stop.at);
  const std::string reached =
      at ? ", " + where_it_reaches(*at, subject_of(e)) : led_by(" at ", subject_of(e));
  if (!stop.by.empty())
    return fmt::format("{} {} stops {} ({}){}", e.step, stop.by, actor(e), stop.mode, reached);
  return fmt::format("{} >> stop ({}) reaches {}{}{}", e.step, stop.mode, actor(e),
                     led_by(" with ", stop.with), reached);
}

std::string raw_line(const event_record& e) {
  switch (e.kind) {
    case event_kind::spawn:
      return deed(e, "spawns");
    case event_kind::pass:
      return deed(e, "passes");
    case event_kind::poll:
      return deed(e, "polls");
    case event_kind::yield:
      return deed(e, "yields");
    case event_kind::park:
      return deed(e, "parks");
    case event_kind::grant:
      return deed(e, "grants");
    case event_kind::take:
      return deed(e, "takes");
    case event_kind::stop:
      return stop_line(e);
    case event_kind::throws:
      return deed(e, "cancelled", " at ");
    case event_kind::callback:
      return deed(e, "runs stop callback");
    case event_kind::acknowledge:
      return deed(e, "acknowledges the stop", " at ");
    case event_kind::end:
      return fmt::format("{} {} ends{}", e.step, actor(e), led_by(": ", e.detail));
    case event_kind::time:
      return fmt::format("time {}", e.detail);
    case event_kind::reorder:
      return fmt::format("{} reorder: {} goes on{}", e.step, subject_of(e),
                         led_by(" instead of ", e.detail));
    case event_kind::run_on:
      return fmt::format("{} run on: {} goes on{} until it has to wait", e.step, subject_of(e),
                         led_by(" instead of ", e.detail));
    case event_kind::acquire:
      return deed(e, "acquires");
    case event_kind::release:
      return deed(e, "releases");
    case event_kind::fault:
      return fmt::format("{} {}: fault {} fires{}", e.step, actor(e), subject_of(e),
                         led_by(": ", e.detail));
    case event_kind::choose:
      return fmt::format("{} {} chooses {} ({})", e.step, actor(e), e.detail, subject_of(e));
    case event_kind::violation:
      return fmt::format("{} {} violates {}{}", e.step, actor(e), subject_of(e),
                         led_by(": ", e.detail));
  }
  return {};
}

/// Writes control characters as escapes: a label or a message may hold a line break.
std::string in_one_line(const std::string& text) {
  std::string result;
  for (const char c : text) {
    if (c == '\n') {
      result += "\\n";
    } else if (is_control(c)) {
      fmt::format_to(std::back_inserter(result), "\\u{:04x}", static_cast<unsigned>(c));
    } else {
      result += c;
    }
  }
  return result;
}

struct time_unit {
  std::uint64_t nanoseconds;
  std::size_t decimals;
  std::string_view name;
};

constexpr std::array<time_unit, 4> time_units = {
    {{1'000'000'000, 9, "s"}, {1'000'000, 6, "ms"}, {1'000, 3, "us"}, {1, 0, "ns"}}};

/// `magnitude` in the largest unit of which it holds at least one.
std::string in_largest_unit(std::uint64_t magnitude) {
  std::size_t i = 0;
  while (magnitude < time_units[i].nanoseconds) ++i;
  const time_unit& unit = time_units[i];
  std::string fraction = fmt::format("{:0{}}", magnitude % unit.nanoseconds, unit.decimals);
  fraction.erase(fraction.find_last_not_of('0') + 1);
  return fmt::format("{}{}{}", magnitude / unit.nanoseconds, led_by(".", fraction), unit.name);
}

}  // namespace

stop_detail::stop_detail(std::string_view detail) {
  mode = take_word(detail);
  at = take_word(detail);
  const std::string_view how = take_word(detail);
  if (how == "by") by = detail;
  if (how == "with") with = detail;
}

std::string log_line(const event_record& e) { return in_one_line(raw_line(e)); }

std::string in_words(virtual_duration length) {
  const auto count = length.count();
  if (count == 0) return "0s";
  const auto bits = static_cast<std::uint64_t>(count);
  // Negated as unsigned: the most negative count has no positive counterpart.
  return count < 0 ? "-" + in_largest_unit(0 - bits) : in_largest_unit(bits);
}

}  // namespace cutpoint
