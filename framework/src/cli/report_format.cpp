#include "report_format.hpp"

#include "bad_input.hpp"

#include <cutpoint/report/html.hpp>
#include <cutpoint/report/json.hpp>
#include <cutpoint/report/junit.hpp>
#include <cutpoint/report/markdown.hpp>
#include <cutpoint/report/run_text.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace cutpoint::cli {
namespace {

struct known_format {
  std::string_view name;
  std::string_view file;
  std::string (*format)(const run_summary&);
};

// In the order of `report_format`.
constexpr std::array<known_format, 5> known_formats = {{
    {"text", "report.txt", &format_text},
    {"json", "report.json", &format_json},
    {"junit", "junit.xml", &format_junit},
    {"markdown", "summary.md", &format_markdown},
    {"html", "report.html", &format_html},
}};

const known_format& about(report_format format) {
  return known_formats.at(static_cast<std::size_t>(format));
}

}  // namespace

std::vector<report_format> formats_in(std::string_view list) {
  std::vector<report_format> all;
  for (bool more = true; more;) {
    const std::size_t comma = list.find(',');
    const std::string_view name = list.substr(0, comma);
    const auto* const found = std::ranges::find(known_formats, name, &known_format::name);
    if (found == known_formats.end())
      throw bad_input(fmt::format(
          "--format: expected text, json, junit, markdown or html, or several with commas between "
          "them, found '{}'",
          name));
    const auto format = static_cast<report_format>(found - known_formats.begin());
    if (std::ranges::find(all, format) == all.end()) all.push_back(format);
    more = comma != std::string_view::npos;
    if (more) list.remove_prefix(comma + 1);
  }
  return all;
}

std::string format_as(report_format format, const run_summary& run) {
  return about(format).format(run);
}

std::string_view file_name_of(report_format format) { return about(format).file; }

}  // namespace cutpoint::cli
