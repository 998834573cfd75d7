#include <cutpoint/fiber.hpp>
#include <cutpoint/gtest.hpp>

using namespace cutpoint;
using namespace std::chrono_literals;

struct connection_pool {
  entry_id take() { return acquire("connection"); }
  void give_back(entry_id connection) { release(connection); }
};

void notify(connection_pool& pool) {
  const entry_id connection = pool.take();
  await(sleep_for(20s, "downstream.call"));
  pool.give_back(connection);
}

CUTPOINT_TEST(Payments, EveryConnectionGoesBack) {
  connection_pool pool;
  auto handler = spawn("notify", notify, std::ref(pool));
  await(handler.join());
}
