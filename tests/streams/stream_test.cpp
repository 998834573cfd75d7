// The in-memory streams by themselves, on a plain io_context: what they promise to any program.

#include "streams/connection.hpp"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/bind_executor.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <gtest/gtest.h>

#include <array>
#include <memory>
#include <string>
#include <utility>

namespace cutpoint::asio {
namespace {

using net::cancellation_type;

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
net::awaitable<void> reads_for_ever(stream s, std::shared_ptr<int> /*alive*/) {
  std::array<char, 8> bytes{};
  for (;;) co_await s.async_read_some(net::buffer(bytes), net::use_awaitable);
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

  // The context destroys what waits, and that owns the stream.
  auto rest = std::make_unique<connection>();
  auto owned = std::make_shared<stream>(std::move(*rest->here));
  owned->async_read_some(
      net::buffer(bytes),
      net::bind_cancellation_slot(second.slot(),
                                  [owned, &got](error_code, std::size_t) { ++got.calls; }));
  owned.reset();
  rest.reset();
  second.emit(cancellation_type::terminal);
  EXPECT_EQ(got.calls, 2);
}

}  // namespace
}  // namespace cutpoint::asio
