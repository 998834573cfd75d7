#pragma once

#include <cutpoint/check/report.hpp>

#include <string>

namespace cutpoint {

/// Returns: the findings of `r` as stories, each with the line that replays it, and what was
/// covered. Ends with a line break.
std::string format_text(const report& r);

/// Returns: one finding of the check called `name`, as design.md section 7 shows it.
std::string format_text(std::string_view name, const explained_finding& f);

/// Returns: a line for each trace of an earlier check that does not fail any more, or only as it
/// was repaired.
std::string format_stored(const report& r);

/// Returns: one line that says what the search covered.
std::string format_coverage(const report& r);

}  // namespace cutpoint
