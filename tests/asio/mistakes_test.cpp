// Bugs that cancellation brings out in programs of Asio's, each with its fix.

#include <cutpoint/asio.hpp>

#include "asio/one_asio_run.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/deferred.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/experimental/channel.hpp>
#include <boost/asio/experimental/parallel_group.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <exception>
#include <memory>

namespace cutpoint::asio_tests {
namespace {

using namespace net::experimental::awaitable_operators;
using net::awaitable;
using net::deferred;
using net::use_awaitable;

using mails = net::experimental::channel<void(boost::system::error_code, int)>;

void expect_found(const report& r, const finding_identity& what, std::size_t deviations) {
  ASSERT_EQ(r.findings.size(), 1U) << r.message << format_text(r);
  EXPECT_EQ(r.findings.front().what.identity, what) << format_text(r);
  EXPECT_EQ(r.findings.front().how.deviations.size(), deviations) << format_text(r);
}

// --- A message that comes as the timer fires -----------------------------------------------

struct post_office {
  int sent = 0;
  int received = 0;
  bool closed = false;
};

awaitable<void> send_two(mails& to, post_office& office) {
  net::steady_timer timer(co_await net::this_coro::executor);
  for (int n = 0; n < 2; ++n) {
    timer.expires_after(40ms);
    co_await timer.async_wait(use_awaitable);
    co_await to.async_send({}, n, use_awaitable);
    ++office.sent;
  }
  office.closed = true;
}

// The loser of `||` is cancelled, and what it had received is thrown away with its result.
awaitable<void> receive_or_tick(mails& from, post_office& office) {
  net::steady_timer tick(co_await net::this_coro::executor);
  while (!office.closed) {
    tick.expires_after(20ms);
    const auto first =
        co_await (from.async_receive(use_awaitable) || tick.async_wait(use_awaitable));
    if (first.index() == 0) ++office.received;
  }
}

awaitable<void> receive_or_tick_and_look(mails& from, post_office& office) {
  net::steady_timer tick(co_await net::this_coro::executor);
  while (!office.closed) {
    tick.expires_after(20ms);
    const auto [order, failed, value, cut] =
        co_await net::experimental::make_parallel_group(from.async_receive(deferred),
                                                        tick.async_wait(deferred))
            .async_wait(net::experimental::wait_for_one(), use_awaitable);
    if (!failed) ++office.received;
  }
}

program mail_program(awaitable<void> (*receive)(mails&, post_office&)) {
  return asio::make_program([receive]() -> awaitable<void> {
    const auto office = std::make_shared<post_office>();
    {
      mails line(co_await net::this_coro::executor);
      co_await (send_two(line, *office) && receive(line, *office));
    }
    if (this_run::undisturbed() && office->received < office->sent)
      this_kernel().violate(oracle::invariant, "mail", "is lost", {});
  });
}

TEST(AsioMistakes, AMessageIsLostInARaceWithATimer) {
  const options wanted = {
      .name = "mail", .modes = {}, .early_timers = 0, .random_runs = 300, .out = ""};
  const report lost = check(mail_program(receive_or_tick), wanted);
  ASSERT_EQ(lost.findings.size(), 1U) << format_text(lost);
  EXPECT_EQ(lost.findings.front().what.identity, (finding_identity{oracle::invariant, "mail", ""}));
  expect_clean(check(mail_program(receive_or_tick_and_look), wanted));
}

// --- A cleanup that waits, behind a cancellation that was caught ------------------------------

awaitable<void> say_goodbye() {
  net::steady_timer timer(co_await net::this_coro::executor, 1ms);
  co_await timer.async_wait(use_awaitable);
}

// Every wait behind a cancellation throws at once, the one of the cleanup too.
awaitable<void> use_connection(bool resets) {
  const entry_id connection = acquire("connection");
  std::exception_ptr error;
  try {
    net::steady_timer timer(co_await net::this_coro::executor, 1s);
    co_await timer.async_wait(use_awaitable);
  } catch (...) {
    error = std::current_exception();
  }
  if (resets) co_await net::this_coro::reset_cancellation_state(net::disable_cancellation());
  if (resets) co_await net::this_coro::throw_if_cancelled(false);
  co_await say_goodbye();
  release(connection);
  if (error != nullptr) std::rethrow_exception(error);
}

TEST(AsioMistakes, ACleanupThatWaitsIsCutShort) {
  expect_found(
      check(make_program([] { return use_connection(false); }), searched({stop_mode::request})),
      {oracle::leak, "connection", "main"}, 1);
  expect_clean(check(asio::make_program([]() -> awaitable<void> { co_await use_connection(true); }),
                     {.name = "asio", .modes = {stop_mode::request}, .stops = 1, .out = ""}));
}

// --- A detached child that goes on when its parent has been cancelled --------------------------

awaitable<void> count_up(std::shared_ptr<int> total) {
  net::steady_timer timer(co_await net::this_coro::executor, 1s);
  co_await timer.async_wait(use_awaitable);
  ++*total;
}

awaitable<void> session(bool awaits) {
  const auto total = std::make_shared<int>(0);
  const auto ex = co_await net::this_coro::executor;
  net::steady_timer timer(ex, 2s);
  if (awaits) {
    co_await (count_up(total) && timer.async_wait(use_awaitable));
  } else {
    net::co_spawn(ex, count_up(total), net::detached);
    co_await timer.async_wait(use_awaitable);
  }
}

program session_program(bool awaits) {
  return asio::make_program(
      [awaits]() -> awaitable<void> {
        co_await net::co_spawn(co_await net::this_coro::executor, session(awaits), use_awaitable);
      },
      {.children = asio::outliving::orphan});
}

TEST(AsioMistakes, ADetachedChildOutlivesItsParent) {
  expect_found(check(session_program(false), searched({stop_mode::request})),
               {oracle::orphan, "detached", "main/awaited/detached"}, 1);
  expect_clean(check(session_program(true), searched({stop_mode::request})));
}

// --- A loop that takes its cancellation for one more failed attempt ----------------------------

awaitable<void> poll_queue(bool knows_the_end, int& attempts) {
  net::steady_timer timer(co_await net::this_coro::executor);
  while (attempts < 3) {
    try {
      timer.expires_after(1s);
      co_await timer.async_wait(use_awaitable);
      ++attempts;
    } catch (const boost::system::system_error& e) {
      if (knows_the_end && e.code() == net::error::operation_aborted) throw;
    }
  }
}

TEST(AsioMistakes, ALoopThatSwallowsItsCancellationNeverWaitsAgain) {
  const auto body = [](bool knows_the_end) {
    return make_program([knows_the_end]() -> awaitable<void> {
      int attempts = 0;
      co_await poll_queue(knows_the_end, attempts);
    });
  };
  options wanted = searched({stop_mode::request});
  wanted.hang_after = std::chrono::milliseconds(50);
  wanted.max_findings = 1;
  wanted.shrink_runs = 0;
  wanted.proof_runs = 0;
  const report r = check(body(false), wanted);
  ASSERT_EQ(r.findings.size(), 1U) << format_text(r);
  EXPECT_EQ(r.findings.front().what.identity.by, oracle::death);
  expect_clean(check(body(true), searched({stop_mode::request})));
}

}  // namespace
}  // namespace cutpoint::asio_tests
