#include "zoo/schedules/scoreboard.hpp"

#include "zoo/schedules/arms.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace cutpoint::schedules {
namespace {

// The goals: runs to the bug.
constexpr double mean_of_orders = 50;
constexpr std::uint64_t slow_of_orders = 200;
constexpr double mean_of_one_stop = 20;
constexpr double mean_of_two_stops = 50;
constexpr double times_the_best = 4;

std::string cell(const sample& s, bool random) {
  if (s.runs.empty()) return random ? fmt::format("0/{}", s.searches) : "-";
  if (!random) return fmt::format("{}", s.runs.front());
  const std::string mean = fmt::format("{:.{}f}", s.mean(), s.mean() < 20 ? 1 : 0);
  return s.complete() ? mean : fmt::format("{} ({})", mean, s.runs.size());
}

double goal_of(const subject& s) {
  if (s.in == use::orders) return mean_of_orders;
  return s.stops == 1 ? mean_of_one_stop : mean_of_two_stops;
}

}  // namespace

std::string titles(use in, bool with_single_arms) {
  std::string names;
  std::string rules;
  const auto add = [&](std::string_view name) {
    names += fmt::format(" {} |", name);
    rules += "---|";
  };
  add(in == use::orders ? "program" : "program, stopped");
  if (with_single_arms)
    for (const arm& a : single_arms(in)) add(a.name);
  for (const std::string_view name : {"portfolio", "95%", "most"}) add(name);
  return fmt::format("\n|{}\n|{}", names, rules);
}

std::string line_of(const score& s) {
  std::string line = fmt::format("| {} |", s.of->name);
  for (const measured& m : s.single) line += fmt::format(" {} |", cell(m.shown, m.random));
  const sample& all = s.portfolio;
  line += fmt::format(" {} |", cell(all, true));
  if (all.runs.empty()) return line + " - | - |";
  return line + fmt::format(" {} | {} |", all.percentile(95), all.runs.back());
}

std::vector<std::string> shortcomings(const score& s) {
  std::vector<std::string> missed;
  const auto miss = [&](std::string what) {
    missed.push_back(fmt::format("{}: {}", s.of->name, what));
  };
  const sample& all = s.portfolio;
  if (s.false_alarm) miss(fmt::format("run {} of the fixed program fails", *s.false_alarm));
  if (!all.complete()) {
    miss(fmt::format("found from {} of {} seeds", all.runs.size(), all.searches));
    return missed;
  }
  if (all.mean() > goal_of(*s.of))
    miss(fmt::format("{:.1f} runs on average, where {} are expected", all.mean(), goal_of(*s.of)));
  if (s.of->in == use::orders && all.percentile(95) > slow_of_orders)
    miss(fmt::format("{} runs from a slow seed, where {} are expected", all.percentile(95),
                     slow_of_orders));
  for (const measured& m : s.single)
    if (m.random && m.shown.complete() && all.mean() > times_the_best * m.shown.mean())
      miss(fmt::format("{:.1f} runs on average, more than {} times those of {}, {:.1f}", all.mean(),
                       times_the_best, m.arm, m.shown.mean()));
  return missed;
}

}  // namespace cutpoint::schedules
