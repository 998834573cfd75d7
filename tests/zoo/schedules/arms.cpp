#include "zoo/schedules/arms.hpp"

#include <cutpoint/search/novel_injections.hpp>
#include <cutpoint/search/priority_order.hpp>
#include <cutpoint/search/random_search.hpp>
#include <cutpoint/search/surw_order.hpp>
#include <cutpoint/search/swarm_injections.hpp>
#include <cutpoint/search/urw_order.hpp>
#include <cutpoint/search/walk_order.hpp>

namespace cutpoint::schedules {
namespace {

template <class Order, auto... Parameters>
std::unique_ptr<strategy> only_order(seed from, std::uint64_t runs, const profile& base) {
  return std::make_unique<random_search>(
      from, runs, base,
      search_arms{.orders = {std::make_shared<Order>(Parameters...)}, .injections = {}});
}

template <class Injection, class Order>
std::unique_ptr<strategy> with(seed from, std::uint64_t runs, const profile& base) {
  return std::make_unique<random_search>(
      from, runs, base,
      search_arms{.orders = {std::make_shared<Order>()},
                  .injections = {std::make_shared<Injection>()}});
}

std::unique_ptr<strategy> all(seed from, std::uint64_t runs, const profile& base) {
  return std::make_unique<random_search>(from, runs, base);
}

}  // namespace

const arm& portfolio() {
  static constexpr arm made = {.name = "portfolio", .make = all};
  return made;
}

const std::vector<arm>& single_arms(use in) {
  static const std::vector<arm> orders = {
      {"walk", only_order<walk_order>},
      {"pct", only_order<priority_order, priority_of::task, 2U>},
      {"pos", only_order<priority_order, priority_of::event>},
      {"urw", only_order<urw_order>},
      {"surw", only_order<surw_order>},
      {"sites", only_order<priority_order, priority_of::site, 1U>},
  };
  static const std::vector<arm> stops = {
      {"swarm", with<swarm_injections, walk_order>},
      {"swarm+urw", with<swarm_injections, urw_order>},
      {"novel", with<novel_injections, walk_order>},
      {"novel+urw", with<novel_injections, urw_order>},
  };
  return in == use::orders ? orders : stops;
}

}  // namespace cutpoint::schedules
