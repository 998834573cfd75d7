#include "parts.hpp"

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <chrono>
#include <optional>
#include <utility>

namespace distributor {

namespace net = boost::asio;
using namespace std::chrono_literals;

net::awaitable<void> manage_queue(depot& d) {
  for (;;) {
    std::optional<ticket> next = co_await d.inbox.take();
    if (!next) co_return;
    co_await d.hands.put(std::move(*next));
  }
}

net::awaitable<void> work(depot& d, processor& does) {
  for (;;) {
    std::optional<ticket> mine = co_await d.hands.take();
    if (!mine) co_return;
    std::string text = co_await does.process(mine->work());
    co_await d.finished.put(mine->done(std::move(text)));
  }
}

net::awaitable<void> manage_results(depot& d) {
  for (;;) {
    std::optional<parcel> next = co_await d.finished.take();
    if (!next) co_return;
    co_await d.outlet.put(std::move(*next));
  }
}

net::awaitable<void> poll(depot& d, outside_queue& elsewhere) {
  net::steady_timer pause(co_await net::this_coro::executor);
  while (!d.is_closed()) {
    std::optional<std::string> text = elsewhere.take();
    if (text) {
      std::optional<ticket> taken = d.accept(std::move(*text));
      co_await d.inbox.put(std::move(*taken));
    } else {
      pause.expires_after(500ms);
      co_await pause.async_wait(net::use_awaitable);
    }
  }
}

void hire(crew& workers, net::any_io_executor, net::awaitable<void> worker) {
  workers.add(std::move(worker));
}

void shut(door& d) { d.close(); }

}  // namespace distributor
