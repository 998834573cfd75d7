// A program of Asio's with the executor alone: its coroutines are one task, with Asio's own
// strands.

#include <cutpoint/asio.hpp>
#include <cutpoint/check.hpp>
#include <cutpoint/report/text.hpp>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <gtest/gtest.h>

#include <chrono>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

namespace cutpoint {
namespace {

namespace net = boost::asio;
using net::awaitable;
using net::use_awaitable;

awaitable<void> hold_for_a_second(bool well) {
  const entry_id mine = acquire("lease");
  net::steady_timer timer(co_await net::this_coro::executor, std::chrono::seconds(1));
  boost::system::error_code cut;
  co_await timer.async_wait(net::redirect_error(use_awaitable, cut));
  if (!cut || well) release(mine);
}

awaitable<void> start_two(bool well) {
  const auto ex = co_await net::this_coro::executor;
  const auto strand = net::make_strand(ex);
  const auto told = std::make_shared<std::string>();
  for (const char c : {'a', 'b'}) net::post(strand, [told, c] { *told += c; });
  net::co_spawn(strand, hold_for_a_second(true), net::detached);
  co_await hold_for_a_second(well);
  if (this_run::undisturbed() && *told != "ab")
    throw std::logic_error("a strand has lost its order");
}

options searched() {
  return {.name = "plain",
          .modes = {stop_mode::request},
          .depth_runs = 200,
          .random_runs = 100,
          .out = ""};
}

TEST(PlainAsio, IsStoppedAsOneTask) {
  const report clean = check(make_program([] { return start_two(true); }), searched());
  EXPECT_EQ(clean.result, verdict::clean) << format_text(clean);
  const report leak = check(make_program([] { return start_two(false); }), searched());
  ASSERT_EQ(leak.findings.size(), 1U);
  EXPECT_EQ(leak.findings.front().what.identity, (finding_identity{oracle::leak, "lease", "main"}));
}

}  // namespace
}  // namespace cutpoint
