#pragma once

#include <cutpoint/asio/acceptor_listener.hpp>
#include <cutpoint/asio/stream.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/socket_base.hpp>

#include <memory>
#include <tuple>
#include <type_traits>
#include <utility>

namespace cutpoint::asio {

/// Listens at a port of the in-memory network: what `boost::asio::ip::tcp::acceptor` is to
/// programs, in the same words.
///
/// A connection is there as soon as the peer's connect succeeds, and waits to be accepted. Its
/// destructor closes it. Choices: see `faults`. Threads: as `basic_stream`.
template <class Executor = boost::asio::any_io_executor>
class basic_acceptor : public boost::asio::socket_base {
 public:
  using executor_type = Executor;
  using endpoint_type = endpoint;  ///< where it listens
  template <class Other>
  struct rebind_executor {
    using other = basic_acceptor<Other>;
  };

  /// Listens at `at`; port 0 is any free one. Errors: `address_in_use` is thrown.
  basic_acceptor(const Executor& executor, endpoint at)
      : executor_(executor),
        listener_(std::make_unique<detail::listener>(
            detail::service_in(boost::asio::query(executor, boost::asio::execution::context)),
            executor, at)) {}
  /// The moved-from acceptor may only be destroyed or assigned to.
  basic_acceptor(basic_acceptor&&) noexcept = default;
  basic_acceptor& operator=(basic_acceptor&&) noexcept = default;

  /// The executor of accepts that name none.
  const Executor& get_executor() noexcept { return executor_; }
  bool is_open() const { return listener_ && listener_->is_open(); }  ///< whether it listens
  /// Aborts what waits here; connections that nobody accepted are reset.
  void close() { listener_->close(); }
  /// As `close()`; `ec` is always success.
  void close(boost::system::error_code& ec) { ec = {}, listener_->close(); }
  /// Aborts what waits here.
  void cancel() { listener_->cancel(); }
  /// As `cancel()`; `ec` is always success.
  void cancel(boost::system::error_code& ec) { ec = {}, listener_->cancel(); }
  /// Where it listens.
  endpoint local_endpoint() const { return listener_->local_endpoint(); }

  /// Gives a connected stream. Errors: `no_descriptors`, `operation_aborted`, `bad_descriptor`.
  template <class Token = boost::asio::default_completion_token_t<Executor>>
  auto async_accept(Token&& token = Token()) {
    return boost::asio::async_initiate<Token,
                                       void(boost::system::error_code, basic_stream<Executor>)>(
        initiate_async_accept{this}, token);
  }

 private:
  class accepting : public detail::accept_operation {
   public:
    explicit accepting(const Executor& executor) : executor_(executor) {}
    template <class Handler>
    std::tuple<boost::system::error_code, basic_stream<Executor>> outcome(
        const Handler&, boost::system::error_code ec, std::size_t) {
      if (ec) return {ec, basic_stream<Executor>(executor_)};
      return {ec, basic_stream<Executor>(executor_, std::move(*accepted))};
    }

   private:
    Executor executor_;
  };

  struct initiate_async_accept {
    using executor_type = Executor;
    basic_acceptor* self;

    executor_type get_executor() const noexcept { return self->executor_; }
    template <class Handler>
    void operator()(Handler&& handler) const {
      auto& op = detail::handled_operation<accepting, std::decay_t<Handler>, Executor>::make(
          std::forward<Handler>(handler), self->executor_, self->executor_);
      self->listener_->accept(op);
    }
  };

  Executor executor_;
  std::unique_ptr<detail::listener> listener_;
};

/// The one that programs use, with the executor type that Asio's I/O objects have.
using acceptor = basic_acceptor<>;

/// The in-memory network as a protocol, as `boost::asio::ip::tcp` is one: a program that takes its
/// protocol as a template parameter runs over either.
struct in_memory {
  using endpoint = asio::endpoint;  ///< an address in memory
  using socket = stream;            ///< a connection
  using acceptor = asio::acceptor;  ///< what waits for connections
};

}  // namespace cutpoint::asio
