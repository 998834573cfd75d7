#include <cutpoint/search/baseline.hpp>

#include <cutpoint/kernel/kernel.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace cutpoint {

bool baseline::begin_run(std::uint64_t job) {
  seen_ = {};
  return job == 0;
}

std::uint32_t baseline::decide(const choice_point& point) {
  profiled_choice choice{.number = point.number(),
                         .moves = point.moves(),
                         .picks = point.picks(),
                         .schedules = point.kind() == choice_kind::schedule,
                         .stops = {}};
  for (std::uint32_t move = point.picks(); move < point.moves(); ++move)
    choice.stops.push_back({.site = site_index(point.describe(move).address),
                            .wide = is_wide(point.stops()[move - point.picks()])});
  seen_.choices.push_back(std::move(choice));
  return 0;
}

void baseline::end_run(const kernel& run, std::span<const finding>) {
  seen_.points = run.choices();
  for (const task_control* const t : run.tasks())
    seen_.tasks.push_back(
        {.parent = t->parent != nullptr ? static_cast<std::uint32_t>(t->parent->id) : 0,
         .steps = t->steps});
  seen_.suspends = std::ranges::any_of(
      run.tasks(), [](const task_control* t) { return !t->ended() || t->steps > 1; });
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
