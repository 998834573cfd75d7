// The connection pool of examples/payments as a machine: commands, and a number as its model.

#include <payments/service/connection_pool.hpp>
#include <payments/service/lease.hpp>

#include <cutpoint/fiber.hpp>
#include <cutpoint/state_machine.hpp>

#include <gtest/gtest.h>

#include <cstddef>
#include <cstdlib>
#include <map>
#include <memory>
#include <optional>

namespace payments {
namespace {

using cutpoint::rapidcheck::caller;

// The scripts are the same each time, unless somebody asks for others.
[[maybe_unused]] const int same_scripts = setenv("RC_PARAMS", "seed=10", 0);

struct books_and_pool {
  static constexpr std::size_t connections = 2;
  database books;
  connection_pool pool{books, connections};
};

/// What one client has in hands: a connection or none.
struct client {
  explicit client(books_and_pool& of) : pool(&of.pool) {}
  connection_pool* pool;
  std::optional<lease> held = {};
};

/// Who has a connection.
struct lent {
  std::map<caller, bool> to = {};
  friend bool operator==(const lent&, const lent&) = default;
};

auto pool_machine() {
  cutpoint::rapidcheck::state_machine<lent, books_and_pool, client> m(
      [] { return std::make_unique<books_and_pool>(); });
  m.command(
      "take",
      [](client& c) {
        if (c.held) return false;
        c.held.emplace(*c.pool, cutpoint::await(c.pool->take()));
        return true;
      },
      [](lent& l, caller who) -> std::optional<bool> {
        if (l.to.contains(who)) return false;
        if (l.to.size() == books_and_pool::connections) return std::nullopt;
        return l.to[who] = true;
      });
  m.command(
      "give_back",
      [](client& c) {
        const bool had = c.held.has_value();
        c.held.reset();
        return had;
      },
      [](lent& l, caller who) { return std::optional<bool>(l.to.erase(who) > 0); });
  m.leave([](lent& l, caller who) { l.to.erase(who); });
  m.law("what is idle is clean",
        [](const books_and_pool& b, const lent&) { return b.pool.idle_ones_are_clean(); });
  return m;
}

TEST(PoolMachine, LendsEachConnectionToOneAndLosesNone) {
  using cutpoint::stop_mode;
  cutpoint::rapidcheck::state_options wanted;
  wanted.property.search.name = "PoolMachine";
  wanted.property.search.modes = {stop_mode::edge, stop_mode::level, stop_mode::drop};
  wanted.property.search.out.clear();
  wanted.property.search.runs_in = cutpoint::isolation::in_process;
  wanted.property.runs_per_input = 30;
  const auto r = search_machine(pool_machine(), wanted);
  EXPECT_TRUE(r.passed()) << r.text;
  EXPECT_GT(r.searched.runs, 500U);
}

}  // namespace
}  // namespace payments
