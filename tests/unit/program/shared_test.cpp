#include <cutpoint/program/shared.hpp>

#include "unit/one_run.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <utility>

using namespace std::chrono_literals;

namespace cutpoint {
namespace {

using testing::Contains;
using testing::HasSubstr;
using unit::one_run;

TEST(Shared, IsReadAndWritten) {
  std::string seen;
  one_run([&seen] {
    shared<int> number("number", 1);
    seen += std::to_string(await(number.load()));
    await(number.store(2));
    seen += std::to_string(number.peek());
    seen += std::to_string(await(number.update([](int& value) { return value++ * 10; })));
    seen += std::to_string(number.peek());
  });
  EXPECT_EQ(seen, "12203");
}

TEST(Shared, NamesItsAccesses) {
  const one_run run([] {
    shared<int> number("number", 1);
    await(number.load());
    await(number.store(2));
    await(number.update([](int& value) { ++value; }));
  });
  for (const char* const access : {"number.load#1", "number.store#1", "number.update#1"})
    EXPECT_THAT(run.log, Contains(HasSubstr(access)));
}

// Two add 1 each; the second goes first wherever it may.
template <class Add>
int sum_in_the_worst_order(Add add) {
  int sum = 0;
  one_run(
      [&] {
        shared<int> total("total", 0);
        scope all;
        for (int i = 0; i < 2; ++i) all.spawn("adds", [&] { add(total); });
        await(all.join());
        sum = total.peek();
      },
      unit::choosing([](const choice_point& point) { return point.picks() - 1; }));
  return sum;
}

TEST(Shared, LosesAnUpdateThatIsTwoAccesses) {
  EXPECT_EQ(sum_in_the_worst_order(
                [](shared<int>& total) { await(total.store(await(total.load()) + 1)); }),
            1);
}

TEST(Shared, LosesNoUpdateThatIsOne) {
  EXPECT_EQ(sum_in_the_worst_order(
                [](shared<int>& total) { await(total.update([](int& value) { ++value; })); }),
            2);
}

TEST(Shared, IsNotWrittenWhereAStopComesAtTheAccess) {
  for (const stop_mode mode : {stop_mode::edge, stop_mode::drop}) {
    int seen = 0;
    const one_run run(
        [&seen] {
          shared<int> number("number", 1);
          auto writes = spawn("writes", [&number] { await(number.store(2)); });
          await(writes.join());
          seen = number.peek();
        },
        unit::stop_at("number.store", mode), unit::one_stop(mode));
    EXPECT_EQ(seen, 1);
  }
}

TEST(Shared, HoldsWhatOnlyMoves) {
  int seen = 0;
  one_run([&seen] {
    shared<std::unique_ptr<int>> owner("owner");
    await(owner.store(std::make_unique<int>(7)));
    auto taken = await(owner.update([](std::unique_ptr<int>& held) { return std::move(held); }));
    seen = *taken;
  });
  EXPECT_EQ(seen, 7);
}

}  // namespace
}  // namespace cutpoint
