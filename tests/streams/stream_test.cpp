// The in-memory streams by themselves, on a plain io_context: what they promise to any program.

#include <cutpoint/asio/acceptor.hpp>
#include <cutpoint/fiber.hpp>

#include <cutpoint/check.hpp>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/bind_executor.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <gtest/gtest.h>

#include <array>
#include <cstddef>
#include <exception>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace cutpoint::asio {
namespace {

namespace net = boost::asio;
using boost::system::error_code;
using net::awaitable;
using net::cancellation_type;
using net::use_awaitable;

constexpr endpoint door{80};

/// What a callback was told.
struct outcome_of {
  int calls = 0;
  error_code ec;
  std::size_t count = 0;

  auto handler() {
    return [this](error_code e, std::size_t n) {
      ++calls;
      ec = e;
      count = n;
    };
  }
};

/// Two connected streams on an io_context.
struct connection {
  explicit connection(faults may_fail = {}) {
    faults_of(context.get_executor()) = may_fail;
    acceptor listens(context.get_executor(), door);
    stream connects(context.get_executor());
    connects.async_connect(door, [](error_code ec) { EXPECT_FALSE(ec); });
    std::optional<stream> accepted;
    listens.async_accept([&](error_code ec, stream s) {
      EXPECT_FALSE(ec);
      accepted.emplace(std::move(s));
    });
    run();
    here = std::make_unique<stream>(std::move(connects));
    there = std::make_unique<stream>(std::move(*accepted));
  }
  // What waits keeps the context from being done.
  void run() {
    do context.restart();
    while (context.poll() > 0);
  }
  std::size_t write(stream& to, std::string_view text) {
    outcome_of wrote;
    to.async_write_some(net::buffer(text), wrote.handler());
    run();
    EXPECT_FALSE(wrote.ec) << wrote.ec;
    return wrote.count;
  }
  std::string read(stream& from, std::size_t most = 64) {
    std::string text(most, '\0');
    outcome_of got;
    from.async_read_some(net::buffer(text), got.handler());
    run();
    EXPECT_EQ(got.calls, 1);
    EXPECT_FALSE(got.ec) << got.ec;
    return text.substr(0, got.count);
  }
  error_code error_of_read(stream& from) {
    outcome_of got;
    std::array<char, 8> bytes{};
    from.async_read_some(net::buffer(bytes), got.handler());
    run();
    EXPECT_EQ(got.calls, 1);
    return got.ec;
  }
  error_code error_of_write(stream& to) {
    outcome_of got;
    to.async_write_some(net::buffer("x", 1), got.handler());
    run();
    EXPECT_EQ(got.calls, 1);
    return got.ec;
  }

  net::io_context context;
  std::unique_ptr<stream> here;
  std::unique_ptr<stream> there;
};

TEST(Stream, CarriesBytesInOrderAndKnowsItsPeer) {
  connection c;
  EXPECT_EQ(c.write(*c.here, "one"), 3U);
  EXPECT_EQ(c.write(*c.here, "two"), 3U);
  EXPECT_EQ(c.there->available(), 6U);
  EXPECT_EQ(c.read(*c.there, 4), "onet");
  EXPECT_EQ(c.read(*c.there), "wo");
  EXPECT_EQ(c.here->remote_endpoint(), door);
  EXPECT_EQ(c.there->remote_endpoint(), c.here->local_endpoint());
}

TEST(Stream, NeverCallsAHandlerInsideTheCallThatBegins) {
  connection c;
  c.write(*c.here, "ready");
  outcome_of got;
  std::array<char, 8> bytes{};
  c.there->async_read_some(net::buffer(bytes), got.handler());
  EXPECT_EQ(got.calls, 0);
  c.run();
  EXPECT_EQ(got.calls, 1);
  EXPECT_EQ(got.count, 5U);
}

TEST(Stream, EmptyBuffersCompleteAtOnce) {
  connection c;
  outcome_of got;
  c.there->async_read_some(net::mutable_buffer(), got.handler());
  c.there->async_write_some(net::const_buffer(), got.handler());
  c.run();
  EXPECT_EQ(got.calls, 2);
  EXPECT_FALSE(got.ec);
  EXPECT_EQ(got.count, 0U);
}

TEST(Stream, ScattersAndGathers) {
  connection c;
  outcome_of wrote;
  const std::array<net::const_buffer, 3> parts = {net::buffer("ab", 2), net::buffer("", 0),
                                                  net::buffer("cde", 3)};
  c.here->async_write_some(parts, wrote.handler());
  std::array<char, 2> first{};
  std::array<char, 8> second{};
  outcome_of got;
  c.there->async_read_some(
      std::array<net::mutable_buffer, 2>{net::buffer(first), net::buffer(second)}, got.handler());
  c.run();
  EXPECT_EQ(wrote.count, 5U);
  EXPECT_EQ(got.count, 5U);
  EXPECT_EQ(std::string(first.data(), 2) + std::string(second.data(), 3), "abcde");
}

TEST(Stream, AWriteWaitsForRoom) {
  connection c({.capacity = 4});
  EXPECT_EQ(c.write(*c.here, "abcdef"), 4U);
  outcome_of waits;
  c.here->async_write_some(net::buffer("ef", 2), waits.handler());
  c.run();
  EXPECT_EQ(waits.calls, 0);
  EXPECT_EQ(c.read(*c.there, 3), "abc");
  EXPECT_EQ(waits.calls, 1);
  EXPECT_EQ(c.read(*c.there), "def");
}

class EachCancellation : public ::testing::TestWithParam<cancellation_type> {};

TEST_P(EachCancellation, OfAReadLeavesAllBytes) {
  connection c;
  net::cancellation_signal signal;
  outcome_of got;
  std::array<char, 8> bytes{};
  c.there->async_read_some(net::buffer(bytes),
                           net::bind_cancellation_slot(signal.slot(), got.handler()));
  c.run();
  EXPECT_EQ(got.calls, 0);
  signal.emit(GetParam());
  EXPECT_EQ(got.calls, 0) << "the handler is posted";
  c.run();
  EXPECT_EQ(got.calls, 1);
  EXPECT_EQ(got.ec, net::error::operation_aborted);
  EXPECT_EQ(got.count, 0U);
  EXPECT_FALSE(signal.slot().has_handler());
  c.write(*c.here, "kept");
  EXPECT_EQ(c.read(*c.there), "kept");
}

TEST_P(EachCancellation, ComesTooLateForAReadThatIsDone) {
  connection c;
  net::cancellation_signal signal;
  outcome_of got;
  std::array<char, 8> bytes{};
  c.there->async_read_some(net::buffer(bytes),
                           net::bind_cancellation_slot(signal.slot(), got.handler()));
  c.here->async_write_some(net::buffer("done", 4), [](error_code, std::size_t) {});
  signal.emit(GetParam());
  c.run();
  EXPECT_FALSE(got.ec);
  EXPECT_EQ(got.count, 4U);
}

TEST_P(EachCancellation, OfAnAcceptLeavesTheConnectionToTheNext) {
  net::io_context context;
  acceptor listens(context.get_executor(), door);
  net::cancellation_signal signal;
  error_code first;
  listens.async_accept(
      net::bind_cancellation_slot(signal.slot(), [&](error_code ec, stream) { first = ec; }));
  signal.emit(GetParam());
  stream s(context.get_executor());
  s.async_connect(door, [](error_code ec) { EXPECT_FALSE(ec); });
  context.run();
  EXPECT_EQ(first, net::error::operation_aborted);
  bool accepted = false;
  listens.async_accept([&](error_code ec, stream) { accepted = !ec; });
  context.restart();
  context.run();
  EXPECT_TRUE(accepted);
}

INSTANTIATE_TEST_SUITE_P(Stream, EachCancellation,
                         ::testing::Values(cancellation_type::terminal, cancellation_type::partial,
                                           cancellation_type::total));

TEST(Stream, HalfCloseLetsThePeerReadAllAndThenTheEnd) {
  connection c;
  c.write(*c.here, "last");
  c.here->shutdown(stream::shutdown_send);
  EXPECT_EQ(c.read(*c.there), "last");
  EXPECT_EQ(c.error_of_read(*c.there), net::error::eof);
  EXPECT_EQ(c.error_of_write(*c.here), net::error::broken_pipe);
  c.write(*c.there, "answer");
  EXPECT_EQ(c.read(*c.here), "answer");
}

TEST(Stream, ShutReadingMakesThePeersWritesFail) {
  connection c;
  c.write(*c.here, "unread");
  c.there->shutdown(stream::shutdown_receive);
  EXPECT_EQ(c.error_of_read(*c.there), net::error::eof);
  EXPECT_EQ(c.error_of_write(*c.here), net::error::broken_pipe);
}

TEST(Stream, CloseAbortsWhatWaitsHereAndEndsWhatWaitsThere) {
  connection c;
  std::array<char, 8> bytes{};
  outcome_of mine;
  outcome_of others;
  c.here->async_read_some(net::buffer(bytes), mine.handler());
  c.there->async_read_some(net::buffer(bytes), others.handler());
  c.here->close();
  c.run();
  EXPECT_EQ(mine.ec, net::error::operation_aborted);
  EXPECT_EQ(others.ec, net::error::eof);
  EXPECT_FALSE(c.here->is_open());
  EXPECT_EQ(c.error_of_read(*c.here), net::error::bad_descriptor);
  EXPECT_EQ(c.error_of_write(*c.there), net::error::broken_pipe);
}

TEST(Stream, ClosesInItsDestructorAndNotWhenItMoves) {
  connection c;
  {
    stream moved = std::move(*c.here);
    EXPECT_FALSE(c.here->is_open());  // NOLINT: what is left is what is asked about
    c.write(moved, "moved");
    EXPECT_EQ(c.read(*c.there), "moved");
  }
  EXPECT_EQ(c.error_of_read(*c.there), net::error::eof);
}

TEST(Stream, CancelAbortsAndLeavesTheStreamOpen) {
  connection c;
  std::array<char, 8> bytes{};
  outcome_of got;
  c.here->async_read_some(net::buffer(bytes), got.handler());
  c.here->cancel();
  c.run();
  EXPECT_EQ(got.ec, net::error::operation_aborted);
  c.write(*c.there, "on");
  EXPECT_EQ(c.read(*c.here), "on");
}

TEST(Stream, FailsBeforeItIsConnected) {
  connection c;
  stream s(c.context.get_executor());
  EXPECT_EQ(c.error_of_read(s), net::error::bad_descriptor);
  error_code refused;
  s.async_connect(endpoint{7}, [&](error_code ec) { refused = ec; });
  c.run();
  EXPECT_EQ(refused, net::error::connection_refused);
  EXPECT_EQ(c.error_of_read(s), net::error::not_connected);
  error_code twice;
  c.here->async_connect(door, [&](error_code ec) { twice = ec; });
  c.run();
  EXPECT_EQ(twice, net::error::already_connected);
}

TEST(Acceptor, ClosingAbortsAcceptsAndResetsWhoWasNotAccepted) {
  net::io_context context;
  acceptor listens(context.get_executor(), door);
  error_code aborted;
  listens.async_accept([&](error_code ec, stream) { aborted = ec; });
  listens.close();
  context.run();
  EXPECT_EQ(aborted, net::error::operation_aborted);

  acceptor again(context.get_executor(), door);
  EXPECT_THROW(acceptor(context.get_executor(), door), boost::system::system_error);
  stream s(context.get_executor());
  s.async_connect(door, [](error_code ec) { EXPECT_FALSE(ec); });
  again.close();
  outcome_of got;
  std::array<char, 8> bytes{};
  s.async_read_some(net::buffer(bytes), got.handler());
  context.restart();
  context.run();
  EXPECT_EQ(got.ec, net::error::connection_reset);
}

TEST(Stream, PostsToTheExecutorOfTheHandlerAndHoldsItWhileItWaits) {
  connection c;
  net::io_context elsewhere;
  std::array<char, 8> bytes{};
  outcome_of got;
  c.there->async_read_some(net::buffer(bytes),
                           net::bind_executor(elsewhere.get_executor(), got.handler()));
  EXPECT_EQ(elsewhere.poll(), 0U);
  EXPECT_FALSE(elsewhere.stopped()) << "there is outstanding work";
  c.write(*c.here, "x");
  EXPECT_EQ(got.calls, 0);
  elsewhere.run();
  EXPECT_EQ(got.calls, 1);
}

// A frame that owns both its stream and, through what it waits for, itself.
awaitable<void> reads_for_ever(stream s, std::shared_ptr<int> /*alive*/) {
  std::array<char, 8> bytes{};
  for (;;) co_await s.async_read_some(net::buffer(bytes), use_awaitable);
}

TEST(Stream, GoesWithItsContextWhateverWaits) {
  const auto alive = std::make_shared<int>();
  {
    connection c;
    net::co_spawn(c.context, reads_for_ever(std::move(*c.here), alive), net::detached);
    net::co_spawn(c.context, reads_for_ever(std::move(*c.there), alive), net::detached);
    c.context.poll();
    EXPECT_EQ(alive.use_count(), 3);
  }
  EXPECT_EQ(alive.use_count(), 1);
}

TEST(Stream, NeedsNoCancellationSignalToOutliveWhatItCouldCancel) {
  auto c = std::make_unique<connection>();
  auto first = std::make_unique<net::cancellation_signal>();
  net::cancellation_signal second;
  std::array<char, 8> bytes{};
  outcome_of got;
  c->here->async_read_some(net::buffer(bytes),
                           net::bind_cancellation_slot(first->slot(), got.handler()));
  c->there->async_read_some(net::buffer(bytes),
                            net::bind_cancellation_slot(second.slot(), got.handler()));
  first.reset();
  c->here.reset();
  c->there.reset();
  c->run();
  EXPECT_EQ(got.calls, 2);
  auto rest = std::make_unique<connection>();
  rest->here->async_read_some(net::buffer(bytes),
                              net::bind_cancellation_slot(second.slot(), got.handler()));
  rest->here.release();  // NOLINT: the context destroys what waits
  rest.reset();
  second.emit(cancellation_type::terminal);
  EXPECT_EQ(got.calls, 2);
}

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
