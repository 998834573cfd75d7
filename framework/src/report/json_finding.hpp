#pragma once

#include <cutpoint/report/summary.hpp>

#include <nlohmann/json.hpp>

namespace cutpoint {

// A finding, as a report file holds it.

nlohmann::ordered_json to_json(const finding_summary& f);
/// Errors: `std::exception`.
finding_summary finding_summary_from(const nlohmann::json& j);

}  // namespace cutpoint
