#include <cutpoint/report/markdown.hpp>

#include "words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <string_view>
#include <vector>

namespace cutpoint {
namespace {

// A comment on a pull request holds 65,536 characters.
constexpr std::size_t longest_summary = 60'000;

// Returns: `text` on one line, in which nothing is marked up.
std::string plain(std::string_view text) {
  std::string line;
  for (const char c : text) {
    if (c == '\n' || c == '\r')
      line += ' ';
    else if (std::string_view("\\`*_[]<>|#&~").find(c) != std::string_view::npos)
      line += fmt::format("&#{};", static_cast<int>(static_cast<unsigned char>(c)));
    else
      line += c;
  }
  return line;
}

// A fence that is longer than any run of backticks in `text`.
std::string fenced(std::string_view text) {
  std::size_t longest = 2;
  std::size_t run = 0;
  for (const char c : text) {
    run = c == '`' ? run + 1 : 0;
    longest = std::max(longest, run);
  }
  const std::string fence(longest + 1, '`');
  return fmt::format("{}\n{}{}{}\n", fence, text, text.ends_with('\n') ? "" : "\n", fence);
}

// A finding in two lengths.
struct told_finding {
  std::string story;
  std::string line;
};

told_finding told(const test_summary& t, const finding_summary& f) {
  const std::string_view by = name_of(f.identity.by);
  return {
      .story = fmt::format("<details><summary><b>{}</b>: {}: {}</summary>\n\n{}\n</details>\n\n",
                           plain(t.name), by, plain(f.message), fenced(f.story)),
      .line =
          fmt::format("- **{}**: {}: {}\n", plain(t.name), by, plain(f.message.substr(0, 200)))};
}

enum class which : std::uint8_t { fresh, known };

std::vector<told_finding> all_told(const run_summary& run, which wanted) {
  std::vector<told_finding> all;
  for (const test_summary& t : run.tests)
    for (const finding_summary& f : t.findings)
      if (f.known == (wanted == which::known)) all.push_back(told(t, f));
  return all;
}

// Every finding has its line before any has its story: stories are told as long as there is room.
void add_findings(std::string& text, const std::vector<told_finding>& all) {
  std::size_t lines_left = 0;
  for (const told_finding& each : all) lines_left += each.line.size();
  std::size_t left = all.size();
  for (const told_finding& each : all) {
    lines_left -= each.line.size();
    const bool has_room = text.size() + each.story.size() + lines_left <= longest_summary;
    if (!has_room && text.size() + each.line.size() > longest_summary) break;
    text += has_room ? each.story : each.line;
    --left;
  }
  if (left > 0) text += fmt::format("- and {} more, which are in the report\n", left);
  if (!all.empty()) text += '\n';
}

}  // namespace

std::string format_markdown(const run_summary& run) {
  std::string text = fmt::format("### Cutpoint: {}\n\n", totals_in_words(run));
  for (const std::string& problem : run.problems)
    text += fmt::format("- **Problem:** {}\n", plain(problem));
  if (!run.problems.empty()) text += '\n';
  add_findings(text, all_told(run, which::fresh));
  if (const std::vector<told_finding> known = all_told(run, which::known); !known.empty()) {
    text += "#### Known findings\n\n";
    add_findings(text, known);
  }
  text += "| test | verdict | runs | suspension points stopped at |\n|---|---|---:|---:|\n";
  for (const test_summary& t : run.tests) {
    const std::string row = fmt::format("| {} | {} | {} | {} of {} |\n", plain(t.name),
                                        name_of(t.result), t.runs, t.sites_cut, t.sites_reached);
    if (text.size() + row.size() > longest_summary + 4'000) {
      text += "\nThe rest is in the report.\n";
      break;
    }
    text += row;
  }
  return text;
}

}  // namespace cutpoint
