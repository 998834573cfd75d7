#pragma once

#include <cutpoint/asio/stream_pipe.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/socket_base.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <tuple>
#include <utility>

namespace cutpoint::asio {

/// Where a stream of the in-memory network can be reached: a port of its only machine.
struct endpoint {
  std::uint16_t port = 0;  ///< what an acceptor was bound to
  friend bool operator==(const endpoint&, const endpoint&) = default;
};

namespace detail {

class stream_service;

/// A connect: its handler gets the error alone.
class connect_operation : public stream_operation {
 public:
  template <class Handler>
  static std::tuple<error_code> outcome(const Handler&, error_code ec, std::size_t) {
    return {ec};
  }
};

/// What a stream is, whatever its executor type: one end of a connection, or of none yet.
class stream_end {
 public:
  stream_end(stream_service& service, boost::asio::any_io_executor executor)
      : service_(&service), executor_(std::move(executor)) {}
  stream_end(stream_end&& other) noexcept;
  stream_end& operator=(stream_end&& other) noexcept;
  ~stream_end() { close(); }

  bool is_open() const { return open_; }
  void close();
  void cancel();
  error_code shutdown(boost::asio::socket_base::shutdown_type what);
  std::size_t available() const { return in_ ? in_->readable() : 0; }
  endpoint local_endpoint() const { return local_; }
  endpoint remote_endpoint() const { return remote_; }

  /// Resets the connection and closes this end.
  void abandon();

  /// Returns: whether `op` may begin. It is destroyed if its context is being shut down.
  bool admit(stream_operation& op);
  /// Opens this end and connects it, by `op`, to whoever listens at `peer`.
  void connect(connect_operation& op, endpoint peer);
  /// Returns: the pipe that a transfer is to go through, if one can begin, which may reset the
  /// connection; else null, and `ec` says why.
  stream_pipe* begin_read(error_code& ec) { return begin_transfer(in_.get(), ec); }
  stream_pipe* begin_write(error_code& ec) { return begin_transfer(out_.get(), ec); }

 private:
  stream_pipe* begin_transfer(stream_pipe* through, error_code& ec);

  stream_service* service_;
  boost::asio::any_io_executor executor_;
  bool open_ = false;
  std::shared_ptr<stream_pipe> in_;
  std::shared_ptr<stream_pipe> out_;
  endpoint local_;
  endpoint remote_;
};

}  // namespace detail
}  // namespace cutpoint::asio
