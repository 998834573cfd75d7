#pragma once

#include "surroundings.hpp"

namespace distributor {

// The tasks of the service. Each runs until it is stopped or what it takes from is closed.

/// Hands accepted jobs to workers, one at a time.
boost::asio::awaitable<void> manage_queue(depot& d);
/// Does one job after another.
boost::asio::awaitable<void> work(depot& d, processor& does);
/// Streams results from the workers to the clients.
boost::asio::awaitable<void> manage_results(depot& d);
/// Asks for jobs elsewhere, twice a second.
boost::asio::awaitable<void> poll(depot& d, outside_queue& elsewhere);

/// Has `workers` run one that is to be awaited at the exit.
void hire(crew& workers, boost::asio::any_io_executor executor,
          boost::asio::awaitable<void> worker);
/// Ends the listening at `d`, wherever it is.
void shut(door& d);

/// How the service is made. The defaults are right; each bug replaces one.
struct design {
  boost::asio::awaitable<void> (*queue_manager)(depot& d) = manage_queue;
  boost::asio::awaitable<void> (*worker)(depot& d, processor& does) = work;
  boost::asio::awaitable<void> (*results_manager)(depot& d) = manage_results;
  void (*hiring)(crew& workers, boost::asio::any_io_executor executor,
                 boost::asio::awaitable<void> worker) = hire;
  void (*shutting)(door& d) = shut;
};

}  // namespace distributor
