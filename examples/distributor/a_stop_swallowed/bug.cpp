// The managers take whatever comes out of a wait for a hitch, and begin anew. A stop that finds
// them at the second wait is such a hitch, and they never end. It takes a stop while all workers
// are busy.

#include "../bugs.hpp"

#include <boost/asio/cancellation_state.hpp>
#include <boost/asio/this_coro.hpp>

#include <exception>
#include <optional>
#include <utility>

namespace distributor::stop_swallowed {
namespace {

namespace net = boost::asio;

template <class Thing>
net::awaitable<void> move_all(line<Thing>& from, line<Thing>& to) {
  for (;;) {
    std::optional<Thing> next = co_await from.take();
    if (!next) co_return;
    bool moved = true;
    try {
      co_await to.put(std::move(*next));
    } catch (const std::exception&) {
      moved = false;  // it is back in the depot, and comes again
    }
    if (!moved) co_await net::this_coro::reset_cancellation_state();
  }
}

}  // namespace

net::awaitable<void> manage_queue(depot& d) { return move_all(d.inbox, d.hands); }
net::awaitable<void> manage_results(depot& d) { return move_all(d.finished, d.outlet); }

}  // namespace distributor::stop_swallowed
