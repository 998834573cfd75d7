#include "zoo/schedules/arms.hpp"

#include <cutpoint/search/bounded_search.hpp>
#include <cutpoint/search/novel_injections.hpp>
#include <cutpoint/search/priority_order.hpp>
#include <cutpoint/search/random_search.hpp>
#include <cutpoint/search/surw_order.hpp>
#include <cutpoint/search/swarm_injections.hpp>
#include <cutpoint/search/urw_order.hpp>
#include <cutpoint/search/walk_order.hpp>

#include <utility>

namespace cutpoint::schedules {
namespace {

search random(seed from, std::uint64_t runs, const profile& base, search_arms arms) {
  auto takes = std::make_unique<random_search>(from, runs, base, std::move(arms));
  const std::uint64_t jobs = takes->jobs();
  return {.takes = std::move(takes), .jobs = jobs};
}

template <class Order, auto... Parameters>
search ordered(seed from, std::uint64_t runs, const profile& base) {
  return random(from, runs, base,
                {.orders = {std::make_shared<Order>(Parameters...)}, .injections = {}});
}

template <class Order, class Injection>
search stopped(seed from, std::uint64_t runs, const profile& base) {
  return random(
      from, runs, base,
      {.orders = {std::make_shared<Order>()}, .injections = {std::make_shared<Injection>()}});
}

search every_arm(seed from, std::uint64_t runs, const profile& base) {
  return random(from, runs, base, make_portfolio());
}

search bounded(seed, std::uint64_t, const profile& base) {
  auto takes = std::make_unique<bounded_search>(
      base, deviation_bounds{.fewest = 1, .most = 4, .fewest_stops = 0});
  const std::uint64_t jobs = takes->jobs();
  return {.takes = std::move(takes), .jobs = jobs};
}

}  // namespace

const arm& portfolio() {
  static constexpr arm made = {.name = "portfolio", .make = every_arm};
  return made;
}

const std::vector<arm>& single_arms(use in) {
  static const std::vector<arm> orders = {
      {.name = "walk", .make = ordered<walk_order>},
      {.name = "pct", .make = ordered<priority_order, priority_of::task, 2U>},
      {.name = "pos", .make = ordered<priority_order, priority_of::event>},
      {.name = "urw", .make = ordered<urw_order>},
      {.name = "surw", .make = ordered<surw_order>},
      {.name = "sites", .make = ordered<priority_order, priority_of::site, 1U>},
      {.name = "bounded", .random = false, .make = bounded},
  };
  static const std::vector<arm> stops = {
      {.name = "walk+swarm", .make = stopped<walk_order, swarm_injections>},
      {.name = "urw+swarm", .make = stopped<urw_order, swarm_injections>},
      {.name = "walk+novel", .make = stopped<walk_order, novel_injections>},
      {.name = "urw+novel", .make = stopped<urw_order, novel_injections>},
      {.name = "bounded", .random = false, .make = bounded},
  };
  return in == use::orders ? orders : stops;
}

}  // namespace cutpoint::schedules
