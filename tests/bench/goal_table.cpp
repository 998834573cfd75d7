#include "goal_table.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>

namespace cutpoint::bench {
namespace {

std::string number(double value) {
  if (value >= 1e6) return fmt::format("{:.2f}M", value / 1e6);
  if (value >= 1e4) return fmt::format("{:.0f}k", value / 1e3);
  return value >= 100 || value == std::round(value) ? fmt::format("{:.0f}", value)
                                                    : fmt::format("{:.2f}", value);
}

}  // namespace

void goal_table::ReportRuns(const std::vector<Run>& runs) {
  for (const Run& run : runs) {
    if (run.run_type != Run::RT_Iteration || run.error_occurred) continue;
    const auto g = std::ranges::find(goals(), run.run_name.function_name, &goal::name);
    if (g == goals().end()) continue;
    add(*g, run.counters.at("value"), run.counters.at("limit"));
  }
}

void goal_table::add(const goal& g, double value, double limit) {
  const auto known = std::ranges::find(figures_, g.name, [](const figure& f) { return f.of.name; });
  if (known == figures_.end()) {
    figures_.push_back({.of = g, .value = value, .limit = limit, .values = {value}});
    return;
  }
  figure& f = *known;
  f.values.insert(std::ranges::upper_bound(f.values, value), value);
  const bool better =
      g.is == wanted::at_least ? value > f.ratio() * limit : value < f.ratio() * limit;
  if (limit == 0)
    f.value = f.values[f.values.size() / 2];
  else if (better)
    f.value = value, f.limit = limit;
}

std::string goal_table::text() const {
  std::string table = fmt::format("{:<44} {:>9} {:<8} {:>9} {:>7}   {:<12} {}\n", "goal", "value",
                                  "unit", "limit", "ratio", "goal", "met");
  for (const figure& f : figures_) {
    const char* const sign = f.of.is == wanted::at_least ? ">=" : "<=";
    table += fmt::format(
        "{:<44} {:>9} {:<8} {:>9} {:>7}   {:<12} {}\n", f.of.name, number(f.value), f.of.unit,
        number(f.limit), f.limit > 0 ? fmt::format("{:.2f}", f.ratio()) : "",
        fmt::format("{} {}", sign, number(f.of.target(f.limit))), f.met() ? "yes" : "NO");
  }
  return table;
}

std::string goal_table::json() const {
  nlohmann::ordered_json all = nlohmann::ordered_json::array();
  for (const figure& f : figures_)
    all.push_back({{"name", f.of.name},
                   {"value", f.value},
                   {"unit", f.of.unit},
                   {"limit", f.limit},
                   {"limit_is", f.of.limit},
                   {"ratio", f.ratio()},
                   {"goal", f.of.target(f.limit)},
                   {"met", f.met()}});
  return nlohmann::ordered_json{{"goals", all}}.dump(2) + "\n";
}

bool goal_table::all_met() const { return std::ranges::all_of(figures_, &figure::met); }

}  // namespace cutpoint::bench
