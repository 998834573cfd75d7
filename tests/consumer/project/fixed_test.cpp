#include <cutpoint/fiber.hpp>
#include <cutpoint/gtest.hpp>

using namespace cutpoint;
using namespace std::chrono_literals;

struct connection_pool {
  entry_id take() { return acquire("connection"); }
  void give_back(entry_id connection) { release(connection); }
};

struct lease {
  explicit lease(connection_pool& from) : pool(from), connection(from.take()) {}
  ~lease() { pool.give_back(connection); }
  connection_pool& pool;
  entry_id connection;
};

void notify(connection_pool& pool) {
  const lease connection(pool);
  await(sleep_for(20s, "downstream.call"));
}

CUTPOINT_TEST(Payments, EveryConnectionGoesBack,
              .modes = {stop_mode::edge, stop_mode::level, stop_mode::drop}) {
  connection_pool pool;
  auto handler = spawn("notify", notify, std::ref(pool));
  const auto result = await(handler.join());
  if (this_run::undisturbed()) {
    EXPECT_TRUE(result.has_value());
  }
}
