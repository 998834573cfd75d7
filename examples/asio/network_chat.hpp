#pragma once

// A chat over sockets of any protocol: what one says, all hear. Each participant is a reader and a
// writer, which end together.

#include <boost/asio/awaitable.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/system/system_error.hpp>

#include <chrono>
#include <cstddef>
#include <deque>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace network_chat {

using boost::asio::awaitable;
using boost::asio::use_awaitable;

template <class Socket>
class participant;

template <class Socket>
using room = std::set<std::shared_ptr<participant<Socket>>>;

template <class Socket>
class participant : public std::enable_shared_from_this<participant<Socket>> {
 public:
  participant(Socket socket, std::shared_ptr<room<Socket>> in)
      : socket_(std::move(socket)),
        news_(socket_.get_executor(), boost::asio::steady_timer::time_point::max()),
        room_(std::move(in)) {}

  void join() {
    const auto self = this->shared_from_this();
    room_->insert(self);
    boost::asio::co_spawn(socket_.get_executor(), read(self), boost::asio::detached);
    boost::asio::co_spawn(socket_.get_executor(), write(self), boost::asio::detached);
  }

 private:
  using self_pointer = std::shared_ptr<participant>;

  static awaitable<void> read(self_pointer self) {
    const leaving at_exit{self};
    try {
      std::string text;
      for (;;) {
        const std::size_t size = co_await boost::asio::async_read_until(
            self->socket_, boost::asio::dynamic_buffer(text, 1024), "\n", use_awaitable);
        const auto everybody = *self->room_;
        for (const self_pointer& each : everybody) each->hear(text.substr(0, size));
        text.erase(0, size);
      }
    } catch (const boost::system::system_error&) {
    }
  }

  static awaitable<void> write(self_pointer self) {
    const leaving at_exit{self};
    try {
      while (self->socket_.is_open()) {
        if (self->unsent_.empty()) {
          boost::system::error_code rung;
          co_await self->news_.async_wait(boost::asio::redirect_error(use_awaitable, rung));
        } else {
          co_await boost::asio::async_write(
              self->socket_, boost::asio::buffer(self->unsent_.front()), use_awaitable);
          self->unsent_.pop_front();
        }
      }
    } catch (const boost::system::system_error&) {
    }
  }

  void hear(std::string text) {
    unsent_.push_back(std::move(text));
    news_.cancel();
  }

  // Whichever ends first ends the other.
  struct leaving {
    self_pointer who;
    ~leaving() {
      who->room_->erase(who);
      who->socket_.close();
      who->news_.cancel();
    }
  };

  Socket socket_;
  boost::asio::steady_timer news_;
  std::deque<std::string> unsent_;
  std::shared_ptr<room<Socket>> room_;
};

/// Lets in whoever comes, until `door` is closed.
template <class Acceptor, class Socket>
awaitable<void> serve(Acceptor& door, std::shared_ptr<room<Socket>> in) {
  for (;;)
    std::make_shared<participant<Socket>>(co_await door.async_accept(use_awaitable), in)->join();
}

/// Says `text` and gives the first `lines` that it hears, fewer if it has to wait for long.
template <class Protocol>
awaitable<std::vector<std::string>> talk(typename Protocol::endpoint server, std::string text,
                                         std::size_t lines) {
  const boost::asio::any_io_executor on = co_await boost::asio::this_coro::executor;
  const auto socket = std::make_shared<typename Protocol::socket>(on);
  boost::asio::steady_timer limit(on, std::chrono::seconds(5));
  limit.async_wait([socket](boost::system::error_code) { socket->close(); });
  std::vector<std::string> heard;
  try {
    co_await socket->async_connect(server, use_awaitable);
    co_await boost::asio::async_write(*socket, boost::asio::buffer(text), use_awaitable);
    std::string unread;
    while (heard.size() < lines) {
      const std::size_t size = co_await boost::asio::async_read_until(
          *socket, boost::asio::dynamic_buffer(unread), "\n", use_awaitable);
      heard.push_back(unread.substr(0, size));
      unread.erase(0, size);
    }
  } catch (const boost::system::system_error&) {
  }
  co_return heard;
}

}  // namespace network_chat
