#include "crew.hpp"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/error.hpp>
#include <boost/system/system_error.hpp>

#include <utility>

namespace distributor {

namespace net = boost::asio;

namespace {

bool is_stop(const std::exception_ptr& error) {
  try {
    std::rethrow_exception(error);
  } catch (const boost::system::system_error& e) {
    return e.code() == net::error::operation_aborted;
  } catch (...) {
    return false;
  }
}

}  // namespace

void crew::add(net::awaitable<void> work) {
  const auto who = members_.emplace(members_.end());
  net::co_spawn(executor_, std::move(work),
                net::bind_cancellation_slot(who->slot(), [this, who](std::exception_ptr error) {
                  left(who, std::move(error));
                }));
}

void crew::stop() {
  stopping_ = true;
  // One that ends at once leaves the list.
  for (auto each = members_.begin(); each != members_.end();)
    (each++)->emit(net::cancellation_type::terminal);
}

net::awaitable<void> crew::ended(bell::time_point until) {
  while (!members_.empty() && net::steady_timer::clock_type::now() < until)
    co_await changed_.wait(until);
}

void crew::left(members::iterator who, std::exception_ptr error) {
  members_.erase(who);
  if (error && !failure_ && !(stopping_ && is_stop(error))) failure_ = error;
  if (alarm_ != nullptr) alarm_->ring();
  changed_.ring();
}

}  // namespace distributor
