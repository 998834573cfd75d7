#pragma once

#include <cutpoint/report/summary.hpp>

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace cutpoint::cli {

/// The forms in which a report is written.
enum class report_format : std::uint8_t { text, json, junit, markdown, html };

/// Returns: the formats that a list such as `text,html` names, each once. Errors: `bad_input`.
std::vector<report_format> formats_in(std::string_view list);

std::string format_as(report_format format, const run_summary& run);
/// Returns: the name of the file in which a report of that form is written.
std::string_view file_name_of(report_format format);

}  // namespace cutpoint::cli
