// Programs with nothing of Cutpoint in them, stopped everywhere.

#include <cutpoint/asio.hpp>
#include <cutpoint/gtest.hpp>

#include "asio/searched.hpp"

#include <asio/callbacks.hpp>
#include <asio/echo.hpp>
#include <asio/fan_out.hpp>
#include <asio/groups.hpp>
#include <asio/pipeline.hpp>
#include <asio/stackful.hpp>
#include <asio/strands.hpp>
#include <asio/timeout.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

namespace cutpoint {
namespace {

using boost::asio::awaitable;
using testing::ElementsAre;

const stop_modes modes_of_asio = {stop_mode::request, stop_mode::drop};

template <class Body>
void expect_survival(Body body, stop_modes modes = modes_of_asio) {
  gtest::check_test(asio::make_program(body), searched(modes));
}

// A value that is judged when nobody uses it any more, in runs that nothing has disturbed.
template <class Value, class Judge>
std::shared_ptr<Value> judged_at_end(Judge judge) {
  return std::shared_ptr<Value>(new Value(), [judge](Value* value) {
    if (this_run::undisturbed()) judge(*value);
    delete value;
  });
}

TEST(AsioExamples, Timeout) {
  expect_survival([]() -> awaitable<void> { co_await timeout::run(); });
}

TEST(AsioExamples, Pipeline) {
  expect_survival([]() -> awaitable<void> {
    const int sum = co_await pipeline::run();
    if (this_run::undisturbed()) {
      EXPECT_EQ(sum, 30);
    }
  });
}

TEST(AsioExamples, Groups) {
  expect_survival([]() -> awaitable<void> {
    const std::size_t first = co_await groups::race();
    if (this_run::undisturbed()) {
      EXPECT_EQ(first, 0U);
    }
    co_await groups::run();
  });
}

TEST(AsioExamples, Strands) {
  expect_survival([]() -> awaitable<void> {
    const auto shared = std::make_shared<strands::counter>();
    co_await strands::run(shared);
    EXPECT_EQ(shared->most_in_use, 1);
    if (this_run::undisturbed()) {
      EXPECT_EQ(shared->value, 6);
    }
  });
}

TEST(AsioExamples, FanOut) {
  expect_survival([]() -> awaitable<void> {
    fan_out::room in;
    std::vector<std::string> one;
    std::vector<std::string> two;
    co_await fan_out::run(in, one, two);
    EXPECT_EQ(in.size(), 0U);
    if (this_run::undisturbed()) {
      EXPECT_THAT(one, ElementsAre("good", "morning"));
    }
  });
}

TEST(AsioExamples, Echo) {
  expect_survival([]() -> awaitable<void> {
    const int heard = co_await echo::run(4);
    if (this_run::undisturbed()) {
      EXPECT_EQ(heard, 4);
    }
  });
}

TEST(AsioExamples, Callbacks) {
  expect_survival([](asio::executor ex) {
    callbacks::run(ex, judged_at_end<std::string>(
                           [](const std::string& told) { EXPECT_EQ(told, "tpdtpdtpd"); }));
  });
}

TEST(AsioExamples, Stackful) {
  expect_survival([](asio::executor ex) {
    stackful::run(ex, judged_at_end<int>([](int heard) { EXPECT_EQ(heard, 3); }));
  });
}

}  // namespace
}  // namespace cutpoint
