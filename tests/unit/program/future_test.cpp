#include <cutpoint/program/future.hpp>

#include "unit/one_run.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <stdexcept>
#include <string>
#include <utility>

using namespace std::chrono_literals;

namespace cutpoint {
namespace {

using unit::one_run;

TEST(Future, GivesTheValueToATaskThatWaits) {
  std::string seen;
  one_run([&seen] {
    promise<std::unique_ptr<std::string>> reply;
    auto waits =
        spawn("waits", [&seen, answer = reply.get_future()] { seen = *await(answer.get()); });
    await(sleep_for(1s));
    seen = "nothing yet";
    reply.set_value(std::make_unique<std::string>("answer"));
    await(waits.join());
  });
  EXPECT_EQ(seen, "answer");
}

TEST(Future, GivesAValueThatWasThereBefore) {
  int seen = 0;
  one_run([&seen] {
    promise<int> reply;
    const future<int> answer = reply.get_future();
    reply.set_value(7);
    if (answer.settled()) seen = await(answer.get());
  });
  EXPECT_EQ(seen, 7);
}

TEST(Future, OfNothingTellsAllWhoWaitThatItHasHappened) {
  std::string seen;
  one_run([&seen] {
    promise<void> done;
    const future<void> finished = done.get_future();
    scope all;
    for (const char* const name : {"a", "b"}) {
      all.spawn(name, [&, name] {
        await(finished.get());
        seen += name;
      });
    }
    await(sleep_for(1s));
    done.set_value();
    await(all.join());
    await(finished.get());
    seen += 'm';
  });
  EXPECT_EQ(seen, "abm");
}

TEST(Future, ThrowsTheErrorAsOftenAsItIsAsked) {
  std::string seen;
  one_run([&seen] {
    promise<int> reply;
    const future<int> answer = reply.get_future();
    reply.set_error(std::runtime_error("refused"));
    for (int i = 0; i < 2; ++i) {
      try {
        await(answer.get());
      } catch (const std::runtime_error& error) {
        seen += error.what();
      }
    }
  });
  EXPECT_EQ(seen, "refusedrefused");
}

TEST(Future, TellsThatThePromiseWasBroken) {
  for (const stop_mode mode : {stop_mode::edge, stop_mode::drop}) {
    std::string seen;
    one_run([&seen, mode] {
      promise<int> reply;
      const future<int> answer = reply.get_future();
      auto owes = spawn(
          "owes",
          [](promise<int> mine) {
            await(sleep_for(5s));
            mine.set_value(1);
          },
          std::move(reply));
      await(sleep_for(1s));
      owes.stop(mode);
      try {
        await(answer.get());
      } catch (const broken_promise&) {
        seen = "broken";
      }
      await(owes.join());
    });
    EXPECT_EQ(seen, "broken");
  }
}

TEST(Future, KeepsTheValueForTheNextWhereAStopEndsTheWait) {
  // Before and after the value has come.
  for (const bool value_first : {false, true}) {
    int seen = 0;
    one_run([&seen, value_first] {
      promise<int> reply;
      const future<int> answer = reply.get_future();
      auto stopped = spawn("stopped", [&] { seen = await(answer.get()); });
      await(sleep_for(1s));
      if (value_first) reply.set_value(7);
      stopped.stop();
      await(stopped.join());
      if (!value_first) reply.set_value(7);
      seen = 10 + await(answer.get());
    });
    EXPECT_EQ(seen, 17);
  }
}

TEST(Promise, MovesTheDuty) {
  std::string seen;
  one_run([&seen] {
    promise<int> first;
    const future<int> answer = first.get_future();
    promise<int> second;
    const future<int> broken = second.get_future();
    second = std::move(first);
    second.set_value(7);
    seen += static_cast<char>('0' + await(answer.get()));
    seen += broken.settled() ? '?' : '-';
  });
  EXPECT_EQ(seen, "7-");
}

TEST(PromiseDeath, IsKeptOnce) {
  EXPECT_DEATH(one_run([] {
                 promise<int> reply;
                 reply.set_value(1);
                 reply.set_value(2);
               }),
               "kept once");
  EXPECT_DEATH(one_run([] {
                 promise<int> reply;
                 const future<int> one = reply.get_future();
                 const future<int> two = reply.get_future();
               }),
               "one future");
  EXPECT_DEATH(one_run([] {
                 promise<int> reply;
                 const future<int> answer = reply.get_future();
                 reply.set_value(1);
                 await(answer.get());
                 await(answer.get());
               }),
               "taken once");
}

}  // namespace
}  // namespace cutpoint
