#include "bell.hpp"

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace distributor {
namespace {

namespace net = boost::asio;

// A place among those who wait, which goes with whoever waits.
class place {
 public:
  place(std::shared_ptr<std::list<net::steady_timer>> line, net::steady_timer timer)
      : line_(std::move(line)), at_(line_->insert(line_->end(), std::move(timer))) {}
  place(const place&) = delete;
  place& operator=(const place&) = delete;
  ~place() { line_->erase(at_); }
  net::steady_timer& timer() { return *at_; }

 private:
  std::shared_ptr<std::list<net::steady_timer>> line_;
  std::list<net::steady_timer>::iterator at_;
};

}  // namespace

net::awaitable<void> bell::wait(time_point until) {
  place mine(waiting_, net::steady_timer(executor_, until));
  // Rung or stopped: a stop is thrown by what its task waits for next.
  boost::system::error_code rung;
  co_await mine.timer().async_wait(net::redirect_error(net::use_awaitable, rung));
}

}  // namespace distributor
