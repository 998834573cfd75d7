#include <cutpoint/search/baseline.hpp>

#include <cutpoint/kernel/kernel.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace cutpoint {

bool baseline::begin_run(std::uint64_t job) {
  seen_ = {};
  stood_at_.clear();
  kinds_.clear();
  return job == 0;
}

std::uint32_t baseline::decide(const choice_point& point) {
  profiled_choice choice{.number = point.number(),
                         .moves = point.moves(),
                         .picks = point.picks(),
                         .schedules = point.kind() == choice_kind::schedule,
                         .stops = {}};
  for (std::uint32_t move = point.picks(); move < point.moves(); ++move)
    choice.stops.push_back(stop_at(point.describe(move), point.stops()[move - point.picks()]));
  seen_.choices.push_back(std::move(choice));
  for (std::uint32_t move = 0; move < point.tasks(); ++move) stood_at_.site_of(point.task(move));
  return 0;
}

void baseline::end_run(const kernel& run, std::span<const finding>) {
  seen_.points = run.choices();
  profile_tasks(run);
  seen_.suspends = std::ranges::any_of(
      run.tasks(), [](const task_control* t) { return !t->ended() || t->steps > 1; });
}

void baseline::profile_tasks(const kernel& run) {
  std::vector<label> operations;
  for (std::uint32_t site = 0; site < stood_at_.size(); ++site) {
    const label operation = stood_at_.operation_at(site);
    if (!operation.empty() && std::ranges::find(operations, operation) == operations.end())
      operations.push_back(operation);
  }
  for (const task_control* const t : run.tasks()) {
    profiled_task& seen = seen_.tasks.emplace_back();
    seen.name = t->name;
    seen.parent = t->parent != nullptr ? static_cast<std::uint32_t>(t->parent->id) : 0;
    seen.steps = t->steps;
    if (t->unstoppable) seen_.unstoppable.push_back(path_of(*t));
    for (const label operation : operations)
      if (const std::uint32_t times = t->ordinals.last(operation); times > 0)
        seen.uses.push_back({operation, times});
  }
}

profiled_stop baseline::stop_at(const deviation& stop, const stop_move& move) {
  const std::uint32_t site = site_index(stop.address);
  const swept_stop kind{.place = site == no_site ? stop.address.task : seen_.sites[site],
                        .site = site,
                        .at = stop.address.at,
                        .mode = stop.mode,
                        .reach = stop.address.reach,
                        .held = move.target->shielded() && stop.mode != stop_mode::drop};
  const auto [known, is_new] =
      kinds_.try_emplace(kind, static_cast<std::uint32_t>(seen_.swept_stops.size()));
  if (is_new) seen_.swept_stops.push_back(kind);
  return {.site = site, .wide = is_wide(move), .kind = known->second};
}

// A program has few sites next to its choices, and the profile is taken once.
std::uint32_t baseline::site_index(const choice_address& address) {
  if (address.operation.empty()) return no_site;
  const std::string name =
      fmt::format("{} {}#{}", address.task, address.operation, address.ordinal);
  const auto found = std::ranges::find(seen_.sites, name);
  const auto index = static_cast<std::uint32_t>(found - seen_.sites.begin());
  if (found == seen_.sites.end()) seen_.sites.push_back(name);
  return index;
}

}  // namespace cutpoint
