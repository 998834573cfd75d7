#include <cutpoint/report/markdown.hpp>

#include "words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <string_view>

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

void add_finding(std::string& text, const test_summary& t, const finding_summary& f) {
  std::string item =
      fmt::format("<details><summary><b>{}</b>: {}: {}</summary>\n\n{}\n</details>\n\n",
                  plain(t.name), name_of(f.identity.by), plain(f.message), fenced(f.story));
  if (text.size() + item.size() > longest_summary)
    item = fmt::format("- **{}**: {}: {}\n", plain(t.name), name_of(f.identity.by),
                       plain(f.message).substr(0, 200));
  if (text.size() + item.size() <= longest_summary) text += item;
}

enum class which : std::uint8_t { fresh, known };

void add_findings(std::string& text, const run_summary& run, which wanted) {
  for (const test_summary& t : run.tests)
    for (const finding_summary& f : t.findings)
      if (f.known == (wanted == which::known)) add_finding(text, t, f);
}

}  // namespace

std::string format_markdown(const run_summary& run) {
  std::string text = fmt::format("### Cutpoint: {}\n\n", totals_in_words(run));
  for (const std::string& problem : run.problems)
    text += fmt::format("- **Problem:** {}\n", plain(problem));
  if (!run.problems.empty()) text += '\n';
  add_findings(text, run, which::fresh);
  std::string known;
  add_findings(known, run, which::known);
  if (!known.empty() && text.size() + known.size() < longest_summary)
    text += "#### Known findings\n\n" + known;
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
