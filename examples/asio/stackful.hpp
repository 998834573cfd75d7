#pragma once

// Coroutines with a stack: plain functions that wait where a `yield_context` is passed.

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/experimental/channel.hpp>
#include <boost/asio/spawn.hpp>
#include <boost/asio/steady_timer.hpp>

#include <chrono>
#include <memory>

namespace stackful {

using ticks = boost::asio::experimental::channel<void(boost::system::error_code, int)>;

inline void tick(ticks& to, boost::asio::yield_context yield) {
  boost::asio::steady_timer timer(yield.get_executor());
  for (int n = 0; n < 3; ++n) {
    timer.expires_after(std::chrono::seconds(1));
    boost::system::error_code cut;
    timer.async_wait(yield[cut]);
    if (!cut) to.async_send({}, n, yield[cut]);
    if (cut) break;
  }
  to.close();
}

/// Counts the ticks that come through into `*heard`.
inline void run(boost::asio::any_io_executor ex, std::shared_ptr<int> heard) {
  const auto line = std::make_shared<ticks>(ex, 1);
  boost::asio::spawn(
      ex, [line](boost::asio::yield_context yield) { tick(*line, yield); }, boost::asio::detached);
  boost::asio::spawn(
      ex,
      [line, heard](boost::asio::yield_context yield) {
        for (boost::system::error_code closed; !closed;) {
          line->async_receive(yield[closed]);
          if (!closed) ++*heard;
        }
        line->cancel();  // in Boost 1.81 a close alone would leave the sender waiting
        line->close();
      },
      boost::asio::detached);
}

}  // namespace stackful
