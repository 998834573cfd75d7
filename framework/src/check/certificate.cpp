#include "certificate.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <vector>

namespace cutpoint {
namespace {

std::string number_of(std::uint64_t count, std::string_view one) {
  return fmt::format("{} {}{}", count, one, count == 1 ? "" : "s");
}

std::string names_of(stop_modes modes) {
  std::vector<std::string_view> names;
  for (const stop_mode mode : all_stop_modes)
    if (modes.contains(mode)) names.push_back(name_of(mode));
  return fmt::format("{}", fmt::join(names, ", "));
}

std::string what_deviates(const run_bounds& b) {
  std::vector<std::string> kinds;
  if (!b.modes.empty() && b.stops > 0)
    kinds.push_back(fmt::format("stops ({}; at most {} a run)", names_of(b.modes), b.stops));
  if (b.faults > 0) kinds.push_back(fmt::format("faults (at most {} a run)", b.faults));
  if (b.timers > 0) kinds.push_back(fmt::format("early timers (at most {} a run)", b.timers));
  if (b.order == task_order::any) kinds.emplace_back("reorders");
  kinds.emplace_back("values other than 0");
  return fmt::format("{}", fmt::join(kinds, ", "));
}

std::string in_words_of_reduced(const certificate& c) {
  const bool stops = *c.stops > 0;
  return fmt::format(
      "proved: no run with{} fails, whatever the order of tasks ({}; of runs that differ only in "
      "the order of what commutes, mostly one). {} any, no fault fires, and virtual time passes "
      "when no task is ready. This takes for granted that the program is deterministic, and that "
      "its tasks share nothing but primitives, shared<T> and ledger entries",
      stops ? " at most " + number_of(*c.stops, "stop") : "out a stop", number_of(c.runs, "run"),
      stops ? fmt::format("Stops are of single tasks ({}), values are", names_of(c.bounds.modes))
            : "Values are");
}

}  // namespace

std::optional<certificate> certify(verdict result, std::span<const phase_coverage> phases,
                                   const run_bounds& bounds, const job_list& jobs) {
  if (result != verdict::clean) return std::nullopt;
  const auto covered = std::ranges::find(phases, search_phase::exhaustive, &phase_coverage::phase);
  if (covered == phases.end() || covered->done != covered->jobs) return std::nullopt;
  return certificate{.deviations = jobs.exhaustive,
                     .stops = jobs.reduced,
                     .runs = covered->runs,
                     .bounds = bounds};
}

std::string in_words(const certificate& c) {
  if (c.stops) return in_words_of_reduced(c);
  return fmt::format(
      "proved: no run with at most {} fails ({}, no reduction). Deviations are {}. {}, and virtual "
      "time passes {}. This takes for granted that the program is deterministic, and that its "
      "tasks "
      "act on each other within steps only, between one suspension point and the next",
      number_of(c.deviations, "deviation"), number_of(c.runs, "run"), what_deviates(c.bounds),
      c.bounds.order == task_order::fifo ? "Tasks run in FIFO order" : "Any ready task may go on",
      c.bounds.timers > 0 ? "when no task is ready, or for an early timer"
                          : "when no task is ready");
}

}  // namespace cutpoint
