#include <cutpoint/report/junit.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <map>
#include <string_view>
#include <vector>

namespace cutpoint {
namespace {

using out = std::back_insert_iterator<std::string>;

// Returns: how many bytes the character at the start of `text` has; 0 where it is no UTF-8.
std::size_t length_of_character(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const std::size_t length = byte(0) < 0x80   ? 1
                             : byte(0) < 0xc2 ? 0
                             : byte(0) < 0xe0 ? 2
                             : byte(0) < 0xf0 ? 3
                             : byte(0) < 0xf5 ? 4
                                              : 0;
  if (length > text.size()) return 0;
  for (std::size_t i = 1; i < length; ++i)
    if ((byte(i) & 0xc0) != 0x80) return 0;
  return length;
}

std::string escaped(std::string_view text) {
  std::string xml;
  while (!text.empty()) {
    const std::size_t length = length_of_character(text);
    const char c = text.front();
    const bool control = static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t';
    if (length == 0 || control || c == '\x7f')
      xml += "\xEF\xBF\xBD";
    else if (c == '&')
      xml += "&amp;";
    else if (c == '<')
      xml += "&lt;";
    else if (c == '>')
      xml += "&gt;";
    else if (c == '"')
      xml += "&quot;";
    else if (c == '\n')
      xml += "&#10;";
    else
      xml += text.substr(0, length);
    text.remove_prefix(std::max<std::size_t>(length, 1));
  }
  return xml;
}

bool fails(const test_summary& t) {
  return std::ranges::any_of(t.findings, [](const finding_summary& f) { return !f.known; });
}

bool is_error(const test_summary& t) {
  return t.result == verdict::bad_input || t.result == verdict::nothing_explored;
}

void write_case(out to, const test_summary& t) {
  const std::size_t dot = t.name.find('.');
  fmt::format_to(to, "  <testcase classname=\"{}\" name=\"{}\" time=\"{:.3f}\">\n",
                 escaped(t.name.substr(0, dot)),
                 escaped(dot == std::string::npos ? t.name : t.name.substr(dot + 1)), t.seconds);
  std::string known;
  for (const finding_summary& f : t.findings) {
    if (f.known)
      known += fmt::format("known: {}: {}\n", name_of(f.identity.by), f.message);
    else
      fmt::format_to(to, "   <failure type=\"{}\" message=\"{}\">{}</failure>\n",
                     name_of(f.identity.by), escaped(f.message), escaped(f.story));
  }
  if (is_error(t))
    fmt::format_to(to, "   <error type=\"{}\" message=\"{}\"/>\n", name_of(t.result),
                   escaped(t.message));
  if (t.result == verdict::skipped)
    fmt::format_to(to, "   <skipped message=\"{}\"/>\n", escaped(t.message));
  fmt::format_to(to, "   <system-out>{}</system-out>\n", escaped(known + format_text(t)));
  fmt::format_to(to, "  </testcase>\n");
}

}  // namespace

std::string format_junit(const run_summary& run) {
  std::map<std::string, std::vector<const test_summary*>> suites;
  for (const test_summary& t : run.tests)
    suites[t.binary.empty() ? "cutpoint" : t.binary].push_back(&t);
  const auto count = [](const auto& tests, auto which) {
    return std::ranges::count_if(tests, [&](const test_summary* t) { return which(*t); });
  };
  std::string xml;
  const out to = std::back_inserter(xml);
  fmt::format_to(to,
                 "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"cutpoint\">\n");
  for (const auto& [binary, tests] : suites) {
    double seconds = 0;
    for (const test_summary* const t : tests) seconds += t->seconds;
    fmt::format_to(
        to,
        " <testsuite name=\"{}\" tests=\"{}\" failures=\"{}\" errors=\"{}\" skipped=\"{}\" "
        "time=\"{:.3f}\">\n",
        escaped(binary), tests.size(), count(tests, fails), count(tests, is_error),
        count(tests, [](const test_summary& t) { return t.result == verdict::skipped; }), seconds);
    for (const test_summary* const t : tests) write_case(to, *t);
    fmt::format_to(to, " </testsuite>\n");
  }
  if (!run.problems.empty()) {
    const std::size_t n = run.problems.size();
    fmt::format_to(to,
                   " <testsuite name=\"cutpoint run\" tests=\"{}\" failures=\"0\" errors=\"{}\" "
                   "skipped=\"0\" time=\"0.000\">\n",
                   n, n);
    for (std::size_t i = 0; i < n; ++i)
      fmt::format_to(to,
                     "  <testcase classname=\"cutpoint run\" name=\"problem {}\" time=\"0.000\">\n"
                     "   <error type=\"problem\" message=\"{}\"/>\n  </testcase>\n",
                     i + 1, escaped(run.problems[i]));
    fmt::format_to(to, " </testsuite>\n");
  }
  fmt::format_to(to, "</testsuites>\n");
  return xml;
}

}  // namespace cutpoint
