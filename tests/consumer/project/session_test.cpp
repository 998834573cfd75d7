#include <cutpoint/asio.hpp>
#include <cutpoint/gtest.hpp>

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

using namespace cutpoint;
using namespace std::chrono_literals;

boost::asio::awaitable<void> session(boost::asio::any_io_executor on) {
  const tracked<int> connection("connection", 1);
  boost::asio::steady_timer answer(on, 20s);
  co_await answer.async_wait(boost::asio::use_awaitable);
}

CUTPOINT_ASIO_TEST(Session, GivesItsConnectionBack,
                   .modes = {stop_mode::request, stop_mode::drop}) {
  co_await session(co_await boost::asio::this_coro::executor);
}
