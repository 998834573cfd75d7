#include <cutpoint/coroutine.hpp>
#include <cutpoint/gtest.hpp>

using namespace cutpoint;
using namespace std::chrono_literals;

task<int> charge(mutex& account, int& balance) {
  const mutex_guard mine = co_await account.lock();
  co_await sleep_for(1s, "bank.call");
  co_return balance -= 10;
}

CUTPOINT_CO_TEST(Payments, NobodyPaysTwice, .modes = {stop_mode::edge, stop_mode::drop}) {
  mutex account("account.lock");
  int balance = 20;
  auto first = spawn("first", charge, std::ref(account), std::ref(balance));
  auto second = spawn("second", charge, std::ref(account), std::ref(balance));
  const auto left = co_await first.join();
  co_await second.join();
  if (!this_run::undisturbed()) co_return;
  CO_ASSERT_TRUE(left.has_value());
  EXPECT_EQ(balance, 0);
}
