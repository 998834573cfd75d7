#include <cutpoint/program/semaphore.hpp>

#include "unit/one_run.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

using namespace std::chrono_literals;

namespace cutpoint {
namespace {

using testing::ElementsAre;
using unit::one_run;

TEST(Semaphore, GivesItsPermitsBackWithTheGuard) {
  std::vector<std::size_t> available;
  one_run([&available] {
    semaphore three(3);
    {
      const permit two = await(three.acquire(2));
      available.push_back(three.available());
    }
    available.push_back(three.available());
  });
  EXPECT_THAT(available, ElementsAre(1U, 3U));
}

TEST(Semaphore, ServesWhoCameFirstThoughThereIsEnoughForTheNext) {
  std::string order;
  one_run([&order] {
    semaphore two(2);
    std::optional<permit> held(await(two.acquire()));
    scope line;
    const auto take = [&order, &two](std::size_t count, char name) {
      const permit mine = await(two.acquire(count));
      order += name;
      await(yield());
    };
    line.spawn("many", take, 2U, 'm');
    line.spawn("few", take, 1U, 'f');
    await(yield());
    held.reset();
    await(line.join());
  });
  EXPECT_EQ(order, "mf");
}

TEST(Semaphore, LetsThePermitsOutliveTheirGuard) {
  std::vector<std::size_t> available;
  one_run([&available] {
    semaphore two(2);
    permit held = await(two.acquire(2));
    const std::size_t owed = held.detach();
    held.release();
    available.push_back(two.available());
    two.release(owed);
    available.push_back(two.available());
  });
  EXPECT_THAT(available, ElementsAre(0U, 2U));
}

TEST(Semaphore, MovesWithItsPermit) {
  std::vector<std::size_t> available;
  one_run([&available] {
    semaphore one(1);
    {
      permit first = await(one.acquire());
      const permit second = std::move(first);
      available.push_back(second.count());
      available.push_back(first.count());  // NOLINT: moved from by intent
    }
    available.push_back(one.available());
  });
  EXPECT_THAT(available, ElementsAre(1U, 0U, 1U));
}

TEST(Semaphore, GrowsByWhatIsReleasedAndWasNotAcquired) {
  EXPECT_EQ(one_run([] {
              semaphore none(0);
              auto waits = spawn("waits", [&none] { const permit p = await(none.acquire(2)); });
              await(yield());
              none.release();
              none.release();
              await(waits.join());
            }).end,
            run_end::completed);
}

// In line: `many` for 2 and `few` for 1, of 2 of which `main` holds 1.
std::string order_after(stop_mode mode, bool release_first) {
  std::string order;
  one_run([&] {
    semaphore two(2);
    std::optional<permit> held(await(two.acquire()));
    const auto take = [&order, &two](std::size_t count, char name) {
      const permit mine = await(two.acquire(count));
      order += name;
    };
    auto many = spawn("many", take, 2U, 'm');
    auto few = spawn("few", take, 1U, 'f');
    await(yield());
    if (release_first) held.reset();
    many.stop(mode);
    await(many.join());
    await(few.join());
  });
  return order;
}

TEST(Semaphore, ServesThoseBehindOneThatIsStoppedInLine) {
  for (const stop_mode mode : {stop_mode::edge, stop_mode::level, stop_mode::drop})
    EXPECT_EQ(order_after(mode, false), "f");
}

TEST(Semaphore, PassesOnThePermitsOfOneThatIsStoppedBeforeItRuns) {
  for (const stop_mode mode : {stop_mode::edge, stop_mode::drop})
    EXPECT_EQ(order_after(mode, true), "f");
}

TEST(SemaphoreDeath, AcquiringNothingIsMisuse) {
  EXPECT_DEATH(one_run([] {
                 semaphore one(1);
                 const permit none = await(one.acquire(0));
               }),
               "at least one permit");
}

}  // namespace
}  // namespace cutpoint
