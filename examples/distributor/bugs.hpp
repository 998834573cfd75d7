#pragma once

#include "service/parts.hpp"

namespace distributor {

// One way each to make a part of the service wrong; service/parts.cpp has them right. Each passes
// every test in which Ctrl-C comes when nothing is going on.

namespace stop_swallowed {
boost::asio::awaitable<void> manage_queue(depot& d);
boost::asio::awaitable<void> manage_results(depot& d);
}  // namespace stop_swallowed

namespace item_lost {
boost::asio::awaitable<void> manage_queue(depot& d);
}

namespace listener_never_wakes {
void shut(door& d);
}

namespace exception_hidden {
boost::asio::awaitable<void> work(depot& d, processor& does);
}

namespace worker_not_awaited {
void hire(crew& workers, boost::asio::any_io_executor executor,
          boost::asio::awaitable<void> worker);
}

}  // namespace distributor
