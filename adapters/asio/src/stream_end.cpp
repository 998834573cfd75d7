#include <cutpoint/asio/stream_end.hpp>

#include <cutpoint/asio/acceptor_listener.hpp>
#include <cutpoint/asio/stream_service.hpp>

#include <boost/asio/error.hpp>

#include <utility>

namespace cutpoint::asio::detail {

namespace error = boost::asio::error;

stream_end::stream_end(stream_end&& other) noexcept
    : service_(other.service_),
      executor_(other.executor_),
      open_(std::exchange(other.open_, false)),
      in_(std::move(other.in_)),
      out_(std::move(other.out_)),
      local_(other.local_),
      remote_(other.remote_) {}

stream_end& stream_end::operator=(stream_end&& other) noexcept {
  close();
  service_ = other.service_;
  executor_ = other.executor_;
  open_ = std::exchange(other.open_, false);
  in_ = std::move(other.in_);
  out_ = std::move(other.out_);
  local_ = other.local_;
  remote_ = other.remote_;
  return *this;
}

void stream_end::close() {
  open_ = false;
  if (const auto in = std::exchange(in_, nullptr)) in->end_reading(error::operation_aborted);
  if (const auto out = std::exchange(out_, nullptr)) out->end_writing(error::operation_aborted);
}

void stream_end::cancel() {
  if (in_) in_->abort_reads(error::operation_aborted);
  if (out_) out_->abort_writes(error::operation_aborted);
}

error_code stream_end::shutdown(boost::asio::socket_base::shutdown_type what) {
  if (!in_) return error::not_connected;
  if (what != boost::asio::socket_base::shutdown_send) in_->end_reading(error::eof);
  if (what != boost::asio::socket_base::shutdown_receive) out_->end_writing(error::broken_pipe);
  return {};
}

void stream_end::abandon() {
  if (in_) in_->reset();
  if (out_) out_->reset();
  close();
}

bool stream_end::admit(stream_operation& op) { return service_->admit(op); }

void stream_end::connect(connect_operation& op, endpoint peer) {
  if (in_) {
    op.complete(error::already_connected);
    return;
  }
  open_ = true;
  listener* const at = service_->find_listener(peer.port);
  if (at == nullptr || draw_failure(service_->may_fail.failed_connects, "stream.connect")) {
    op.complete(error::connection_refused);
    return;
  }
  in_ = std::make_shared<stream_pipe>(*service_, executor_);
  out_ = std::make_shared<stream_pipe>(*service_, executor_);
  local_.port = service_->next_port();
  remote_ = peer;

  stream_end other = at->make_end();
  other.open_ = true;
  other.in_ = out_;
  other.out_ = in_;
  other.local_ = remote_;
  other.remote_ = local_;
  at->arrive(std::move(other));
  op.complete({});
}

stream_pipe* stream_end::begin_transfer(stream_pipe* through, error_code& ec) {
  if (through == nullptr) {
    ec = open_ ? error::not_connected : error::bad_descriptor;
    return nullptr;
  }
  if (draw_failure(service_->may_fail.resets, "stream.reset")) {
    in_->reset();
    out_->reset();
  }
  return through;
}

}  // namespace cutpoint::asio::detail
