#pragma once

#include <cutpoint/asio/stream_count.hpp>
#include <cutpoint/asio/stream_end.hpp>
#include <cutpoint/asio/stream_service.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/execution/context.hpp>
#include <boost/asio/query.hpp>
#include <boost/asio/socket_base.hpp>
#include <boost/system/system_error.hpp>

#include <cstddef>
#include <type_traits>
#include <utility>

namespace cutpoint::asio {

template <class Executor>
class basic_acceptor;

/// A stream socket of the in-memory network: what `boost::asio::ip::tcp::socket` is to programs, in
/// the same words.
///
/// It meets Asio's AsyncReadStream and AsyncWriteStream, so composed operations and Boost.Beast run
/// over it. Its destructor closes it. Several reads, or writes, may wait at once and are served in
/// order. Each operation heeds every type of cancellation: a read or a write that was cancelled has
/// transferred nothing. Choices: see `faults`.
/// Resumes: handlers are always posted to their associated executor.
/// Threads: those of one execution context, one at a time.
template <class Executor = boost::asio::any_io_executor>
class basic_stream : public boost::asio::socket_base {
  template <class Operation, class Handler>
  using handled = detail::handled_operation<Operation, std::decay_t<Handler>, Executor>;

 public:
  using executor_type = Executor;
  using endpoint_type = endpoint;  ///< which port it is connected at
  using lowest_layer_type = basic_stream;
  template <class Other>
  struct rebind_executor {
    using other = basic_stream<Other>;
  };

  /// Makes a stream that is not connected.
  explicit basic_stream(const Executor& executor)
      : executor_(executor),
        end_(detail::service_in(boost::asio::query(executor, boost::asio::execution::context)),
             executor) {}
  /// The same stream with another type of executor.
  template <class Other>
    requires std::is_constructible_v<Executor, Other>
  basic_stream(basic_stream<Other>&& other)  // NOLINT: as Asio's sockets convert
      : executor_(other.executor_), end_(std::move(other.end_)) {}
  /// The moved-from stream may only be destroyed or assigned to.
  basic_stream(basic_stream&&) noexcept = default;
  basic_stream& operator=(basic_stream&&) noexcept = default;

  /// The executor of operations that name none.
  const Executor& get_executor() noexcept { return executor_; }
  basic_stream& lowest_layer() { return *this; }  ///< itself: there is no layer below

  bool is_open() const { return end_.is_open(); }  ///< whether it was connected and not closed
  /// Aborts what waits at this end; the peer reads what was written and then the end, and cannot
  /// write any more.
  void close() { end_.close(); }
  /// As `close()`; `ec` is always success.
  void close(boost::system::error_code& ec) { ec = {}, end_.close(); }
  /// Aborts what waits at this end.
  void cancel() { end_.cancel(); }
  /// As `cancel()`; `ec` is always success.
  void cancel(boost::system::error_code& ec) { ec = {}, end_.cancel(); }
  /// Half close. Errors: `not_connected`.
  void shutdown(shutdown_type what) {
    boost::system::error_code ec;
    shutdown(what, ec);
    if (ec) throw boost::system::system_error(ec, "shutdown");
  }
  /// As `shutdown(what)`, with what went wrong in `ec`.
  void shutdown(shutdown_type what, boost::system::error_code& ec) { ec = end_.shutdown(what); }
  /// Returns: how many bytes a read would get at once.
  std::size_t available() const { return end_.available(); }
  /// Its own address; port 0 where it never was connected.
  endpoint local_endpoint() const { return end_.local_endpoint(); }
  /// Where it is connected to.
  endpoint remote_endpoint() const { return end_.remote_endpoint(); }

  /// Errors: `connection_refused`, `already_connected`.
  template <class Token = boost::asio::default_completion_token_t<Executor>>
  auto async_connect(endpoint peer, Token&& token = Token()) {
    return boost::asio::async_initiate<Token, void(boost::system::error_code)>(
        initiate_async_connect{{this}}, token, peer);
  }

  /// Errors: `eof`, `connection_reset`, `not_connected`, `bad_descriptor`, `operation_aborted`.
  template <class Buffers, class Token = boost::asio::default_completion_token_t<Executor>>
  auto async_read_some(const Buffers& buffers, Token&& token = Token()) {
    return boost::asio::async_initiate<Token, void(boost::system::error_code, std::size_t)>(
        initiate_async_read_some{{this}}, token, buffers);
  }

  /// Errors: `broken_pipe`, and those of `async_read_some` but for `eof`.
  template <class Buffers, class Token = boost::asio::default_completion_token_t<Executor>>
  auto async_write_some(const Buffers& buffers, Token&& token = Token()) {
    return boost::asio::async_initiate<Token, void(boost::system::error_code, std::size_t)>(
        initiate_async_write_some{{this}}, token, buffers);
  }

 private:
  template <class>
  friend class basic_stream;
  template <class>
  friend class basic_acceptor;

  // Each begins an operation when its handler is known; its name is the operation's in reports.
  struct initiation {
    using executor_type = Executor;
    basic_stream* self;
    executor_type get_executor() const noexcept { return self->executor_; }
  };
  struct initiate_async_connect : initiation {
    template <class Handler>
    void operator()(Handler&& handler, endpoint peer) const {
      this->self->connect(std::forward<Handler>(handler), peer);
    }
  };
  struct initiate_async_read_some : initiation {
    template <class Handler, class Buffers>
    void operator()(Handler&& handler, const Buffers& buffers) const {
      this->self->read(std::forward<Handler>(handler), buffers);
    }
  };
  struct initiate_async_write_some : initiation {
    template <class Handler, class Buffers>
    void operator()(Handler&& handler, const Buffers& buffers) const {
      this->self->write(std::forward<Handler>(handler), buffers);
    }
  };

  basic_stream(const Executor& executor, detail::stream_end end)
      : executor_(executor), end_(std::move(end)) {}

  template <class Handler>
  void connect(Handler&& handler, endpoint peer) {
    auto& op = handled<detail::connect_operation, Handler>::make(std::forward<Handler>(handler),
                                                                 executor_);
    if (end_.admit(op)) end_.connect(op, peer);
  }

  template <class Handler, class Buffers>
  void read(Handler&& handler, const Buffers& buffers) {
    const detail::count_so_far begun = detail::count_after(handler, 0);
    auto& op = handled<detail::read_operation, Handler>::make(std::forward<Handler>(handler),
                                                              executor_, buffers);
    if (!end_.admit(op)) return;
    boost::system::error_code ec;
    if (detail::stream_pipe* const from = op.size() == 0 ? nullptr : end_.begin_read(ec))
      from->read(op, begun);
    else
      op.complete(ec, 0);
  }

  template <class Handler, class Buffers>
  void write(Handler&& handler, const Buffers& buffers) {
    const detail::count_so_far begun = detail::count_after(handler, 0);
    auto& op = handled<detail::write_operation, Handler>::make(std::forward<Handler>(handler),
                                                               executor_, buffers);
    if (!end_.admit(op)) return;
    boost::system::error_code ec;
    if (detail::stream_pipe* const to = op.size() == 0 ? nullptr : end_.begin_write(ec))
      to->write(op, begun);
    else
      op.complete(ec, 0);
  }

  Executor executor_;
  detail::stream_end end_;
};

/// The one that programs use, with the executor type that Asio's I/O objects have.
using stream = basic_stream<>;

}  // namespace cutpoint::asio
