#include "server.hpp"

#include <boost/asio/cancellation_state.hpp>
#include <boost/asio/this_coro.hpp>

namespace distributor {

namespace net = boost::asio;

server::server(net::any_io_executor executor, depot& d, const surroundings& around, design made_as)
    : executor_(executor),
      depot_(d),
      around_(around),
      made_as_(made_as),
      news_(executor),
      keyboard_(executor),
      gate_(executor),
      intake_(executor),
      workers_(executor),
      results_(executor),
      sessions_(executor),
      leaving_(executor) {}

void server::start() {
  for (crew* const each : {&keyboard_, &gate_, &intake_, &workers_, &results_, &leaving_})
    each->report_to(news_);
  keyboard_.add(listen_to_keyboard());
  results_.add(made_as_.results_manager(depot_));
  for (int i = 0; i < 2; ++i)
    made_as_.hiring(workers_, executor_, made_as_.worker(depot_, around_.does));
  intake_.add(made_as_.queue_manager(depot_));
  intake_.add(poll(depot_, around_.elsewhere));
  gate_.add(around_.clients.listen(depot_, sessions_));
}

net::awaitable<void> server::listen_to_keyboard() {
  for (;;) {
    co_await around_.keyboard.next();
    count_interrupt();
  }
}

void server::count_interrupt() {
  ++interrupts_;
  depot_.close();
  news_.ring();
}

net::awaitable<void> server::wait_for_news() {
  co_await news_.wait();
  const net::cancellation_state stops = co_await net::this_coro::cancellation_state;
  if (stops.cancelled() == net::cancellation_type::none) co_return;
  co_await net::this_coro::reset_cancellation_state();
  count_interrupt();
}

// From the outside in, so that nobody waits for somebody who has gone.
net::awaitable<void> server::leave() {
  depot_.close();
  made_as_.shutting(around_.clients);
  intake_.stop();
  co_await gate_.ended();
  co_await intake_.ended();
  depot_.hands.close();
  // Whoever would make room may have been stopped.
  depot_.finished.lift_limit();
  depot_.outlet.lift_limit();
  co_await workers_.ended();
  depot_.finished.close();
  co_await results_.ended();
  depot_.outlet.close();
  co_await sessions_.ended();
}

net::awaitable<ending> server::run() {
  co_await net::this_coro::throw_if_cancelled(false);
  start();
  while (interrupts_ == 0 && !failure()) co_await wait_for_news();

  leaving_.add(leave());
  while (!leaving_.is_empty() && interrupts_ < 2) co_await wait_for_news();
  const bool forced = !leaving_.is_empty() || leaving_.failure();
  around_.clients.close();
  for (crew* const each :
       {&leaving_, &gate_, &intake_, &workers_, &results_, &sessions_, &keyboard_}) {
    each->stop();
    co_await each->ended();
  }
  depot_.close_books();
  co_return forced ? ending::forced : ending::graceful;
}

std::exception_ptr server::failure() const {
  for (const crew* const each : {&gate_, &intake_, &workers_, &results_, &keyboard_})
    if (each->failure()) return each->failure();
  return nullptr;
}

}  // namespace distributor
