#include <cutpoint/asio/acceptor_listener.hpp>

#include <cutpoint/asio/stream_service.hpp>

#include <boost/asio/error.hpp>

#include <utility>

namespace cutpoint::asio::detail {

namespace error = boost::asio::error;

listener::listener(stream_service& service, boost::asio::any_io_executor executor, endpoint at)
    : service_(service), executor_(std::move(executor)), at_{service.listen(at.port, *this)} {}

void listener::accept(accept_operation& op) {
  if (!service_.admit(op)) return;
  if (!open_) {
    op.complete(error::bad_descriptor);
  } else if (draw_failure(service_.may_fail.failed_accepts, "acceptor.accept")) {
    op.complete(error::no_descriptors);
  } else if (backlog_.empty()) {
    accepts_.push_back(op);
    op.wait();
  } else {
    op.accepted = std::move(backlog_.front());
    backlog_.pop_front();
    op.complete({});
  }
}

void listener::arrive(stream_end connected) {
  if (accepts_.empty()) {
    backlog_.push_back(std::move(connected));
    return;
  }
  auto& op = static_cast<accept_operation&>(accepts_.front());
  op.accepted = std::move(connected);
  op.complete({});
}

void listener::cancel() {
  if (service_.shut_down()) return;
  while (!accepts_.empty()) accepts_.front().complete(error::operation_aborted);
}

void listener::close() {
  if (!std::exchange(open_, false)) return;
  service_.stop_listening(at_.port);
  cancel();
  for (stream_end& waiting : backlog_) waiting.abandon();
  backlog_.clear();
}

}  // namespace cutpoint::asio::detail
