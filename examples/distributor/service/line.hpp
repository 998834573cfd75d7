#pragma once

#include "bell.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

#include <cstddef>
#include <deque>
#include <limits>
#include <optional>
#include <utility>

namespace distributor {

/// A line of things on their way from one task to another, first come, first served.
///
/// Things are in the line, in the hands of who takes them, or in those of who puts them: a stop
/// destroys them in the hands of its target, so they look after themselves.
template <class Thing>
class line {
 public:
  line(boost::asio::any_io_executor executor, std::size_t room)
      : room_(room), changed_(std::move(executor)) {}

  bool has_room() const { return things_.size() < room_; }
  /// Puts `thing` in the line. Returns: false, and leaves it, if there is no room.
  bool try_put(Thing& thing) {
    if (!has_room()) return false;
    things_.push_back(std::move(thing));
    changed_.ring();
    return true;
  }
  /// Puts `thing` at the head of the line, room or not.
  void put_back(Thing thing) {
    things_.push_front(std::move(thing));
    changed_.ring();
  }
  boost::asio::awaitable<void> put(Thing thing) {
    while (!try_put(thing)) co_await changed_.wait();
  }

  /// Gives the first thing; nothing if the line is closed and empty, or at `until`.
  boost::asio::awaitable<std::optional<Thing>> take(
      bell::time_point until = bell::time_point::max()) {
    while (things_.empty() && !closed_ && boost::asio::steady_timer::clock_type::now() < until)
      co_await changed_.wait(until);
    co_return try_take();
  }
  std::optional<Thing> try_take() {
    if (things_.empty()) return std::nullopt;
    std::optional<Thing> first(std::move(things_.front()));
    things_.pop_front();
    changed_.ring();
    return first;
  }

  /// Says that nothing more is put in.
  void close() {
    closed_ = true;
    changed_.ring();
  }
  /// Says that there is room for all from now on.
  void lift_limit() {
    room_ = std::numeric_limits<std::size_t>::max();
    changed_.ring();
  }

 private:
  std::size_t room_;
  bell changed_;
  std::deque<Thing> things_;
  bool closed_ = false;
};

}  // namespace distributor
