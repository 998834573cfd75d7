// Request stops and std::stop_token, both ways.

#include <cutpoint/program/stop_on.hpp>
#include <cutpoint/program/task_stop_source.hpp>

#include "unit/one_run.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

using namespace std::chrono_literals;

namespace cutpoint::unit {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

using lines = std::vector<std::string>;

// What any library does that takes a std::stop_token.
class listens {
 public:
  listens(const std::stop_token& token, lines& told, std::string what)
      : heard_(token, [&told, what = std::move(what)] { told.push_back(what); }) {}

 private:
  std::stop_callback<std::function<void()>> heard_;
};

// Tells what a task of its own kind knows when a request has reached it.
template <class Body>
lines told_after_request(Body body, lines& told) {
  const one_run run(body, stop_at("gate", stop_mode::request), one_stop(stop_mode::request));
  EXPECT_EQ(run.run.stops().size(), 1U);
  return std::exchange(told, {});
}

TEST(TaskStopSource, IsRequestedByARequestThatReachesItsTask) {
  lines told;
  const auto fiber = [&told] {
    const task_stop_source source;
    const std::stop_token token = source.get_token();
    const listens to(token, told, "heard");
    await(sleep_for(1s, "gate"));
    told.emplace_back(token.stop_requested() ? "requested" : "not requested");
  };
  EXPECT_THAT(told_after_request(fiber, told), ElementsAre("heard", "requested"));
  const auto coroutine = [&told]() -> task<void> {
    const task_stop_source source;
    const std::stop_token token = source.get_token();
    const listens to(token, told, "heard");
    co_await sleep_for(1s, "gate");
    told.emplace_back(token.stop_requested() ? "requested" : "not requested");
  };
  EXPECT_THAT(told_after_request(coroutine, told), ElementsAre("heard", "requested"));
}

TEST(TaskStopSource, IsNotRequestedByStopsOfOtherModes) {
  for (const stop_mode mode : {stop_mode::edge, stop_mode::level, stop_mode::drop}) {
    lines told;
    const one_run run(
        [&told] {
          const task_stop_source source;
          const listens to(source.get_token(), told, "heard");
          await(sleep_for(1s, "gate"));
        },
        stop_at("gate", mode), one_stop(mode));
    EXPECT_THAT(told, IsEmpty()) << name_of(mode);
    EXPECT_EQ(run.run.stops().size(), 1U);
  }
}

TEST(TaskStopSource, IsRequestedFromTheStartWhereItsTaskWasStoppedBefore) {
  bool requested = false;
  const one_run run([&requested] {
    auto child = spawn("child", [&requested] {
      await(sleep_for(1s));
      requested = task_stop_source().get_token().stop_requested();
    });
    await(yield());
    child.stop(stop_mode::request);
    await(child.join());
  });
  EXPECT_TRUE(requested);
}

TEST(TaskStopSource, WaitsForTheEndOfAShield) {
  lines told;
  const one_run run([&told] {
    auto child = spawn("child", [&told] {
      const task_stop_source source;
      const listens to(source.get_token(), told, "heard");
      {
        const shield against_stops;
        await(sleep_for(1s));
        told.emplace_back("shield ends");
      }
      told.emplace_back("child ends");
    });
    await(yield());
    child.stop(stop_mode::request);
    await(child.join());
  });
  EXPECT_THAT(told, ElementsAre("shield ends", "heard", "child ends"));
}

TEST(TaskStopSource, LeavesTokensThatOutliveItAlone) {
  std::optional<std::stop_token> kept;
  const one_run run([&kept] {
    kept = task_stop_source().get_token();
    stop(this_task::self(), stop_mode::request);
  });
  EXPECT_FALSE(kept->stop_requested());
}

TEST(StopOn, StopsATaskWhenStopIsRequestedOfTheToken) {
  lines told;
  const one_run run([&told]() -> task<void> {
    std::stop_source server;
    auto worker = spawn("worker", [&told]() -> task<void> {
      co_await sleep_for(1s);
      told.emplace_back(this_task::stop_requested() ? "requested" : "not requested");
    });
    const stop_on shutdown(server.get_token(), worker.ref());
    co_await yield();
    server.request_stop();
    co_await worker.join();
  });
  EXPECT_THAT(told, ElementsAre("requested"));
  EXPECT_TRUE(run.run.violations().empty());
}

TEST(StopOn, StopsEveryTaskThatIsLeftInAScope) {
  lines told;
  const one_run run([&told] {
    std::stop_source server;
    scope workers;
    const stop_on shutdown(server.get_token(), workers);
    workers.spawn("ends", [] {});
    for (const std::string name : {"first", "second"}) {
      workers.spawn(name, [&told, name] {
        const stop_callback heard([&told, name] { told.push_back(name); });
        await(sleep_for(1s));
      });
    }
    await(yield());
    server.request_stop();
    told.emplace_back("requested");
    await(workers.join());
  });
  EXPECT_THAT(told, ElementsAre("first", "second", "requested"));
}

TEST(StopOn, StopsAtOnceWhereStopWasRequestedBefore) {
  lines told;
  const one_run run([&told] {
    std::stop_source server;
    server.request_stop();
    auto worker = spawn("worker", [&told] {
      told.emplace_back(this_task::stop_requested() ? "requested" : "not requested");
    });
    const stop_on shutdown(server.get_token(), worker.ref());
    await(worker.join());
  });
  EXPECT_THAT(told, ElementsAre("requested"));
}

TEST(StopOn, StopsByTheModeThatItIsTold) {
  for (const stop_mode mode : {stop_mode::edge, stop_mode::level, stop_mode::drop}) {
    bool stopped = false;
    const one_run run([&stopped, mode] {
      std::stop_source server;
      auto worker = spawn("worker", [] { await(sleep_for(1s)); });
      const stop_on shutdown(server.get_token(), worker.ref(), mode);
      await(yield());
      server.request_stop();
      const auto result = await(worker.join());
      stopped = mode == stop_mode::drop ? result.dropped() : result.stopped();
    });
    EXPECT_TRUE(stopped) << name_of(mode);
  }
}

TEST(StopOn, IsDeafWhenItIsGone) {
  bool stopped = true;
  const one_run run([&stopped] {
    std::stop_source server;
    auto worker = spawn("worker", [] { await(sleep_for(1s)); });
    {
      const stop_on shutdown(server.get_token(), worker.ref(), stop_mode::edge);
    }
    server.request_stop();
    stopped = await(worker.join()).stopped();
  });
  EXPECT_FALSE(stopped);
}

// A request reaches a task, leaves it as a std::stop_token, and comes back as a request for others.
TEST(StopTokens, CarryARequestFromOneTaskToOthers) {
  lines told;
  const one_run run(
      [&told]() -> task<void> {
        auto server = spawn("server", [&told]() -> task<void> {
          const task_stop_source source;
          scope workers;
          const stop_on shutdown(source.get_token(), workers);
          workers.spawn("fiber", [&told] {
            await(sleep_for(1s));
            if (this_task::stop_requested()) told.emplace_back("fiber is requested");
          });
          workers.spawn("coroutine", [&told]() -> task<void> {
            co_await sleep_for(1s);
            if (this_task::stop_requested()) told.emplace_back("coroutine is requested");
          });
          co_await workers.join();
        });
        co_await server.join();
      },
      stop_where([](const deviation& d) {
        return d.address.task == "main/server" && d.address.at == window::parked;
      }),
      one_stop(stop_mode::request));
  EXPECT_THAT(told, ElementsAre("fiber is requested", "coroutine is requested"));
}

}  // namespace
}  // namespace cutpoint::unit
