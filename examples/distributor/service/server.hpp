#pragma once

#include "crew.hpp"
#include "depot.hpp"
#include "parts.hpp"
#include "surroundings.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

#include <exception>

namespace distributor {

/// How the service ended.
enum class ending {
  graceful,  ///< what was begun was finished
  forced,    ///< what was begun was given up, and handed back
};

/// The service: it starts its tasks, waits for Ctrl-C or for the failure of one, and ends them.
///
/// After the first Ctrl-C no job is accepted, and those that no worker has begun are handed back;
/// what is begun is finished and delivered if a client takes it. The second Ctrl-C stops
/// everything. Either way no task is left, and whatever was not finished is handed back.
class server {
 public:
  server(boost::asio::any_io_executor executor, depot& d, const surroundings& around,
         design made_as = {});

  /// Runs the service to its end. A stop counts as a Ctrl-C.
  boost::asio::awaitable<ending> run();

  /// Returns: what failed, and made the service end; null if nothing did.
  std::exception_ptr failure() const;

 private:
  void start();
  boost::asio::awaitable<void> listen_to_keyboard();
  boost::asio::awaitable<void> leave();
  boost::asio::awaitable<void> wait_for_news();
  void count_interrupt();

  boost::asio::any_io_executor executor_;
  depot& depot_;
  surroundings around_;
  design made_as_;
  int interrupts_ = 0;
  bell news_;
  crew keyboard_;
  crew gate_;    ///< the listener
  crew intake_;  ///< the poller and the queue manager
  crew workers_;
  crew results_;  ///< their manager
  crew sessions_;
  crew leaving_;
};

}  // namespace distributor
