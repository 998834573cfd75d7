#pragma once

#include <cutpoint/trace/deviation.hpp>
#include <cutpoint/trace/event.hpp>
#include <cutpoint/trace/finding.hpp>

#include <nlohmann/json.hpp>

#include <string>

namespace cutpoint {

// The forms in which a worker and its parent send each other what they know of a run.

nlohmann::json json_of(const event_record& e);
nlohmann::json json_of(const deviation& d);
nlohmann::json json_of(const finding& f);
nlohmann::json json_of(const run_size& s);
event_record event_from(const nlohmann::json& j);
deviation deviation_from(const nlohmann::json& j);
finding finding_from(const nlohmann::json& j);
run_size run_size_from(const nlohmann::json& j);

/// Returns: one line; what is no UTF-8 is replaced.
std::string text_of(const nlohmann::json& message);

}  // namespace cutpoint
