#include <cutpoint/asio/stream_service.hpp>

#include "world.hpp"

#include <boost/asio/error.hpp>
#include <boost/system/system_error.hpp>

namespace cutpoint::asio::detail {

stream_operation::~stream_operation() {
  if (canceller_ != nullptr) canceller_->cancels_ = nullptr;
}

// As Asio's sockets do: what can be done at once, and what is aborted, is queued in order.
bool stream_operation::completes_from_outside(error_code ec) const {
  return waits_ && ec != boost::asio::error::operation_aborted && world::find_current() != nullptr;
}

void operation_canceller::operator()(boost::asio::cancellation_type types) {
  // This object goes with the operation.
  if (cancels_ != nullptr && types != boost::asio::cancellation_type::none)
    cancels_->complete(boost::asio::error::operation_aborted);
}

stream_service& service_in(boost::asio::execution_context& context) {
  return boost::asio::use_service<stream_service>(context);
}

bool stream_service::admit(stream_operation& op) {
  if (shut_down_) {
    op.destroy();
    return false;
  }
  waiting_.push_back(op);
  return true;
}

std::uint16_t stream_service::listen(std::uint16_t port, listener& at) {
  if (port == 0)
    for (port = 1; listeners_.contains(port); ++port) {
    }
  if (!listeners_.emplace(port, &at).second)
    throw boost::system::system_error(boost::asio::error::address_in_use, "listen");
  return port;
}

listener* stream_service::find_listener(std::uint16_t port) const {
  const auto found = listeners_.find(port);
  return found == listeners_.end() ? nullptr : found->second;
}

// A handler may own the frame that owns streams, whose closing would complete others: nothing
// completes any more.
void stream_service::shutdown() {
  shut_down_ = true;
  while (!waiting_.empty()) waiting_.front().destroy();
}

}  // namespace cutpoint::asio::detail
