// The in-memory streams in a run: what a network may do is a choice of the search, and a count that
// is lost a finding.

#include "streams/connection.hpp"

#include <cutpoint/check.hpp>
#include <cutpoint/fiber.hpp>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <gtest/gtest.h>

#include <array>
#include <cstddef>
#include <exception>
#include <functional>
#include <string>
#include <string_view>

namespace cutpoint::asio {
namespace {

using net::awaitable;
using net::cancellation_type;
using net::use_awaitable;

constexpr faults only_short{.resets = false, .failed_connects = false, .failed_accepts = false};

// Under check: the program is a fiber that runs the context a handler at a time.
void run_stepwise(net::io_context& context) {
  context.restart();
  while (context.poll_one() > 0) await(yield("handler"));
}

struct echo_seen {
  std::string got;
  std::exception_ptr error;
};

awaitable<void> serve_echo(acceptor& listens) {
  stream s = co_await listens.async_accept(use_awaitable);
  std::array<char, 8> bytes{};
  for (;;) {
    const std::size_t n = co_await s.async_read_some(net::buffer(bytes), use_awaitable);
    co_await net::async_write(s, net::buffer(bytes, n), use_awaitable);
  }
}

awaitable<void> ask_echo(net::any_io_executor executor, std::string& got) {
  stream s(executor);
  co_await s.async_connect(door, use_awaitable);
  co_await net::async_write(s, net::buffer("hello", 5), use_awaitable);
  std::array<char, 5> bytes{};
  const std::size_t n = co_await net::async_read(s, net::buffer(bytes), use_awaitable);
  got.assign(bytes.data(), n);
}

/// Returns: a report of every run of one echo in which at most two things are out of the ordinary.
report check_echo(const std::function<bool(const echo_seen&)>& accepts, faults may_fail) {
  const program p = make_program([accepts, may_fail] {
    net::io_context context;
    faults_of(context.get_executor()) = may_fail;
    acceptor listens(context.get_executor(), door);
    echo_seen seen;
    net::co_spawn(context, serve_echo(listens), net::detached);
    net::co_spawn(context, ask_echo(context.get_executor(), seen.got),
                  [&](std::exception_ptr e) { seen.error = e; });
    try {
      run_stepwise(context);
      listens.close();
      run_stepwise(context);
    } catch (...) {
      seen.error = std::current_exception();
    }
    const auto accepted = at_end("accepted", [&] { return accepts(seen); });
  });
  return check(p, {.modes = {}, .exhaustive = 2, .random_runs = 0, .max_findings = 1, .out = ""});
}

TEST(StreamUnderCheck, ComposedOperationsSurviveEveryPartialTransfer) {
  const report r =
      check_echo([](const echo_seen& s) { return s.got == "hello" && !s.error; }, only_short);
  EXPECT_TRUE(r.passed()) << format_text(r);
  EXPECT_GT(r.runs, 50U);
}

TEST(StreamUnderCheck, TransfersAreSplitAResetAndARefusalAreAmongTheRuns) {
  const auto finds = [](const std::function<bool(const echo_seen&)>& accepts, faults may_fail) {
    const report r = check_echo(accepts, may_fail);
    if (r.findings.empty()) return std::string("nothing");
    const trace& how = r.findings.front().how;
    return how.deviations.empty() ? std::string("always")
                                  : how.deviations.front().address.operation;
  };
  const auto no_error = [](const echo_seen& s) { return !s.error; };
  EXPECT_EQ(finds(no_error, {.failed_connects = false, .failed_accepts = false}), "stream.reset");
  EXPECT_EQ(finds(no_error, {.resets = false, .failed_accepts = false}), "stream.connect");
  const auto arrives = [](const echo_seen& s) { return s.error || s.got == "hello"; };
  EXPECT_EQ(finds(arrives, {.failed_accepts = false}), "nothing");
}

// What is done with a message of four bytes of which two have come when the read is cancelled.
using read_again = void (*)(connection& c, net::cancellation_signal& stop);

bool loses_count(read_again body) {
  const report r = check(make_program([body] {
                           connection c(only_short);
                           net::cancellation_signal stop;
                           await(yield("start"));
                           choose(2);
                           body(c, stop);
                           run_stepwise(c.context);
                         }),
                         {.modes = {}, .random_runs = 0, .max_findings = 1, .out = ""});
  for (const explained_finding& f : r.findings) {
    EXPECT_EQ(f.what.identity.by, oracle::invariant) << format_text(r);
    EXPECT_EQ(f.what.identity.subject, "the program is told how many bytes were transferred");
  }
  return !r.findings.empty();
}

template <class Token>
awaitable<void> reads_a_message(stream& from, Token token) {
  std::array<char, 4> bytes{};
  co_await net::async_read(from, net::buffer(bytes), token);
}

template <class Token>
void cancel_after_two_bytes(connection& c, net::cancellation_signal& stop, Token token) {
  net::co_spawn(c.context, reads_a_message(*c.here, token),
                net::bind_cancellation_slot(stop.slot(), [](std::exception_ptr) {}));
  c.context.poll();
  c.write(*c.there, "ab");
  stop.emit(cancellation_type::terminal);
  c.run();
}

TEST(StreamUnderCheck, AReadBehindACancelledOneWhoseCountWasThrownAwayIsAFinding) {
  EXPECT_TRUE(loses_count([](connection& c, net::cancellation_signal& stop) {
    cancel_after_two_bytes(c, stop, use_awaitable);
    c.write(*c.there, "cd");
    EXPECT_EQ(c.read(*c.here), "cd");
  }));
}

TEST(StreamUnderCheck, ACancelledReadWhoseCountIsReportedOrWhoseStreamIsClosedIsNone) {
  EXPECT_FALSE(loses_count([](connection& c, net::cancellation_signal& stop) {
    cancel_after_two_bytes(c, stop, net::as_tuple(use_awaitable));
    c.write(*c.there, "cd");
    EXPECT_EQ(c.read(*c.here), "cd");
  }));
  EXPECT_FALSE(loses_count([](connection& c, net::cancellation_signal& stop) {
    cancel_after_two_bytes(c, stop, use_awaitable);
    c.here->close();
    EXPECT_EQ(c.error_of_read(*c.here), net::error::bad_descriptor);
  }));
}

awaitable<void> writes(stream& to, std::string_view text) {
  co_await net::async_write(to, net::buffer(text), use_awaitable);
}

TEST(StreamUnderCheck, TwoComposedWritesAtOnceAreAFinding) {
  const report r = check(make_program([] {
                           connection c(only_short);
                           net::co_spawn(c.context, writes(*c.here, "first"), net::detached);
                           net::co_spawn(c.context, writes(*c.here, "second"), net::detached);
                           run_stepwise(c.context);
                         }),
                         {.modes = {}, .random_runs = 0, .max_findings = 1, .out = ""});
  ASSERT_FALSE(r.passed());
  EXPECT_EQ(r.findings.front().what.identity.subject,
            "the program is told how many bytes were transferred");
  EXPECT_EQ(r.findings.front().how.deviations.front().address.operation, "stream.write");
}

}  // namespace
}  // namespace cutpoint::asio
