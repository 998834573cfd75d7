#pragma once

#include <cutpoint/check/options.hpp>
#include <cutpoint/report/summary.hpp>

#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace cutpoint {

/// Returns: a report file of the schema `cutpoint-report/1`, which framework/docs/report.md
/// specifies. Ends with a line break.
std::string format_json(const run_summary& run);

/// Returns: the tests of a report file, or why `text` is none.
std::variant<std::vector<test_summary>, std::string> parse_json(std::string_view text);

/// Writes the report of one check to the folder `wanted.reports`, if one is named, as
/// `<check>.report.json`; of a shard as `<check>.shard-1-of-4.report.json`.
/// Returns: why it cannot be written; else nothing.
std::string store_report(const report& r, const options& wanted);

}  // namespace cutpoint
