#pragma once

// A room of a chat: what one says, all others hear. A slow listener loses its place, not the room.

#include <boost/asio/awaitable.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/experimental/channel.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>
#include <chrono>
#include <memory>
#include <string>
#include <vector>

namespace fan_out {

using boost::asio::awaitable;
using boost::asio::use_awaitable;
using mailbox = boost::asio::experimental::channel<void(boost::system::error_code, std::string)>;

class room {
 public:
  void join(std::shared_ptr<mailbox> who) { members_.push_back(std::move(who)); }
  void leave(const std::shared_ptr<mailbox>& who) { std::erase(members_, who); }
  void say(const std::string& text) {
    const auto everybody = members_;
    for (const auto& member : everybody)
      if (!member->try_send(boost::system::error_code(), text)) leave(member);
  }
  void close() {
    for (const auto& member : std::exchange(members_, {})) member->close();
  }
  std::size_t size() const { return members_.size(); }

 private:
  std::vector<std::shared_ptr<mailbox>> members_;
};

struct membership {
  room& of;
  std::shared_ptr<mailbox> who;
  ~membership() { of.leave(who); }
};

inline awaitable<void> listen(room& in, std::vector<std::string>& heard) {
  const auto box = std::make_shared<mailbox>(co_await boost::asio::this_coro::executor, 4);
  in.join(box);
  const membership mine{in, box};
  try {
    for (;;) heard.push_back(co_await box->async_receive(use_awaitable));
  } catch (const boost::system::system_error& end) {
    if (end.code() != boost::asio::experimental::error::channel_closed) throw;
  }
}

inline awaitable<void> talk(room& in) {
  struct closes_at_exit {
    room& of;
    ~closes_at_exit() { of.close(); }
  };
  const closes_at_exit end{in};
  boost::asio::steady_timer timer(co_await boost::asio::this_coro::executor);
  for (const char* word : {"good", "morning"}) {
    timer.expires_after(std::chrono::seconds(1));
    co_await timer.async_wait(use_awaitable);
    in.say(word);
  }
}

inline awaitable<void> run(room& in, std::vector<std::string>& one, std::vector<std::string>& two) {
  using namespace boost::asio::experimental::awaitable_operators;
  co_await (listen(in, one) && listen(in, two) && talk(in));
}

}  // namespace fan_out
