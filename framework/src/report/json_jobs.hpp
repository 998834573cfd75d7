#pragma once

#include <cutpoint/check/job_list.hpp>

#include <nlohmann/json.hpp>

#include <vector>

namespace cutpoint {

// What a report file holds of a search: what became of its stops, and, of a shard, all its jobs.

nlohmann::ordered_json to_json(const stop_coverage& stop);
nlohmann::ordered_json to_json(const job_list& jobs);
/// Errors: `std::exception`.
stop_coverage stop_coverage_from(const nlohmann::json& j);
/// Errors: `std::exception`.
job_list job_list_from(const nlohmann::json& j);

}  // namespace cutpoint
