// The queue manager takes the job off its ticket while it makes a note of it. If it is stopped
// then, nobody has the job.

#include "../bugs.hpp"

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <chrono>
#include <optional>
#include <utility>

namespace distributor::item_lost {
namespace {

namespace net = boost::asio;

net::awaitable<void> make_a_note() {
  net::steady_timer disk(co_await net::this_coro::executor, std::chrono::milliseconds(1));
  co_await disk.async_wait(net::use_awaitable);
}

}  // namespace

net::awaitable<void> manage_queue(depot& d) {
  for (;;) {
    std::optional<ticket> next = co_await d.inbox.take();
    if (!next) co_return;
    job taken = next->tear_off();
    co_await make_a_note();
    co_await d.hands.put(ticket(d, std::move(taken)));
  }
}

}  // namespace distributor::item_lost
