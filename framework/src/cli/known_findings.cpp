#include "known_findings.hpp"

#include "bad_input.hpp"
#include "text_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>
#include <string_view>

namespace cutpoint::cli {
namespace {

constexpr std::string_view head =
    "# Findings that `cutpoint run --known` does not fail for. TEST | ORACLE | SUBJECT | TASK\n";

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t\r");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
}

// A part that holds the separator, or a line break, is written with an escape.
std::string part(std::string_view text) {
  std::string safe;
  for (const char c : text)
    safe += c == '|' ? "\\p" : c == '\n' ? "\\n" : c == '\\' ? "\\\\" : std::string(1, c);
  return safe;
}

std::string unescaped(std::string_view text) {
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool escapes = text[i] == '\\' && i + 1 < text.size();
    const char next = escapes ? text[++i] : text[i];
    plain += !escapes ? next : next == 'p' ? '|' : next == 'n' ? '\n' : next;
  }
  return plain;
}

known_finding_line parse_line(std::string_view line, const std::string& where) {
  std::array<std::string, 4> parts;
  std::size_t count = 0;
  for (std::string_view rest = line; count < parts.size(); ++count) {
    const std::size_t bar = rest.find('|');
    const bool is_last = count + 1 == parts.size();
    if ((bar == std::string_view::npos) != is_last)
      throw bad_input(fmt::format(
          "{}: expected TEST | ORACLE | SUBJECT | TASK, found '{}'; `cutpoint run --write-known` "
          "writes such a file",
          where, line));
    parts[count] = unescaped(trimmed(rest.substr(0, bar)));
    if (!is_last) rest.remove_prefix(bar + 1);
  }
  const auto by = find_oracle(parts[1]);
  if (!by)
    throw bad_input(fmt::format("{}: expected an oracle, as 'leak' or 'deadlock', found '{}'",
                                where, parts[1]));
  return {.test = parts[0], .identity = {.by = *by, .subject = parts[2], .task = parts[3]}};
}

}  // namespace

std::vector<known_finding_line> read_known_findings(const std::filesystem::path& path) {
  const std::string text = read_text(path);
  std::vector<known_finding_line> known;
  std::size_t number = 0;
  for (std::string_view rest = text; !rest.empty();) {
    const std::size_t end = rest.find('\n');
    const std::string_view line = trimmed(rest.substr(0, end));
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    ++number;
    if (!line.empty() && line.front() != '#')
      known.push_back(parse_line(line, fmt::format("{}:{}", path.string(), number)));
  }
  return known;
}

std::vector<known_finding_line> mark_known(run_summary& run,
                                           const std::vector<known_finding_line>& known) {
  std::vector<known_finding_line> gone;
  std::set<std::string> complete;
  for (test_summary& t : run.tests) {
    if (t.exhausted) complete.insert(t.name);
    for (finding_summary& f : t.findings)
      f.known = std::ranges::find(known, known_finding_line{t.name, f.identity}) != known.end();
  }
  for (const known_finding_line& line : known) {
    const bool is_there = std::ranges::any_of(run.tests, [&](const test_summary& t) {
      return t.name == line.test &&
             std::ranges::find(t.findings, line.identity, &finding_summary::identity) !=
                 t.findings.end();
    });
    if (!is_there && complete.contains(line.test)) gone.push_back(line);
  }
  return gone;
}

std::string format_known_findings(const run_summary& run) {
  std::set<std::string> lines;
  for (const test_summary& t : run.tests)
    for (const finding_summary& f : t.findings) lines.insert(in_words({t.name, f.identity}) + "\n");
  std::string text(head);
  for (const std::string& line : lines) text += line;
  return text;
}

std::string in_words(const known_finding_line& line) {
  return fmt::format("{} | {} | {} | {}", part(line.test), name_of(line.identity.by),
                     part(line.identity.subject), part(line.identity.task));
}

}  // namespace cutpoint::cli
