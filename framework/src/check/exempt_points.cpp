#include "exempt_points.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string>

namespace cutpoint {
namespace {

bool is_suspension_point(event_kind kind) {
  return kind == event_kind::pass || kind == event_kind::poll || kind == event_kind::yield ||
         kind == event_kind::park;
}

}  // namespace

std::vector<exempt_point> exempt_points(std::span<const event_record> events, const profile& seen) {
  std::set<std::string> told;
  std::set<std::string> held;
  for (const swept_stop& stop : seen.swept_stops) (stop.held ? held : told).insert(stop.place);
  std::vector<exempt_point> exempt;
  for (const event_record& e : events) {
    if (!is_suspension_point(e.kind)) continue;
    const std::string site = fmt::format("{} {}#{}", e.task, e.subject, e.ordinal);
    if (!told.insert(site).second) continue;
    const bool unstoppable = std::ranges::find(seen.unstoppable, e.task) != seen.unstoppable.end();
    exempt.push_back({.site = site,
                      .why = held.contains(site) ? exemption::by_shield
                             : unstoppable       ? exemption::by_task
                                                 : exemption::by_place});
  }
  return exempt;
}

}  // namespace cutpoint
