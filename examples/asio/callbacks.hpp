#pragma once

// Callbacks without a coroutine: a timer that arms itself again, and handlers that are posted,
// dispatched and deferred.

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/defer.hpp>
#include <boost/asio/dispatch.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>

#include <chrono>
#include <memory>
#include <string>
#include <utility>

namespace callbacks {

class ticker : public std::enable_shared_from_this<ticker> {
 public:
  ticker(boost::asio::any_io_executor ex, std::shared_ptr<std::string> told)
      : ex_(std::move(ex)), timer_(ex_), told_(std::move(told)) {}

  void start() {
    timer_.expires_after(std::chrono::seconds(1));
    timer_.async_wait([me = shared_from_this()](boost::system::error_code cut) {
      if (!cut) me->tick();
    });
  }

 private:
  void tick() {
    boost::asio::post(ex_, [me = shared_from_this()] { *me->told_ += 'p'; });
    boost::asio::defer(ex_, [me = shared_from_this()] { *me->told_ += 'd'; });
    boost::asio::dispatch(ex_, [me = shared_from_this()] { *me->told_ += 't'; });
    if (++ticks_ < 3) start();
  }

  boost::asio::any_io_executor ex_;
  boost::asio::steady_timer timer_;
  std::shared_ptr<std::string> told_;
  int ticks_ = 0;
};

/// Tells `tpd` three times.
inline void run(boost::asio::any_io_executor ex, std::shared_ptr<std::string> told) {
  std::make_shared<ticker>(std::move(ex), std::move(told))->start();
}

}  // namespace callbacks
