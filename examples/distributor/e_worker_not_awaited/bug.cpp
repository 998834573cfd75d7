// Workers end by themselves when there is nothing more to do, so they are started and forgotten.
// The service ends while one still has a job in its hands.

#include "../bugs.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>

#include <utility>

namespace distributor::worker_not_awaited {

void hire(crew&, boost::asio::any_io_executor executor, boost::asio::awaitable<void> worker) {
  boost::asio::co_spawn(executor, std::move(worker), boost::asio::detached);
}

}  // namespace distributor::worker_not_awaited
