#pragma once

#include <cutpoint/kernel/footprint.hpp>
#include <cutpoint/kernel/wait_queue.hpp>
#include <cutpoint/program/awaitable.hpp>
#include <cutpoint/program/serve.hpp>

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <source_location>
#include <stdexcept>
#include <utility>

namespace cutpoint {

/// Thrown by `send` where the channel is closed: the value was not sent.
class channel_closed : public std::runtime_error {
 public:
  channel_closed() : std::runtime_error("send on a channel that is closed") {}
};

/// A line of values that tasks send to one another, first in, first out, with room for `capacity`
/// of them. A sender waits for room, a receiver for a value. Where there is room for none, they
/// meet: a sender waits for a receiver.
///
/// Stops: a `send` that throws `cancelled` has sent nothing, for the value enters the channel only
/// when the sender, having been given room, runs. A value that was handed to a receiver which a
/// stop reaches before it runs goes back to its place at the head, whatever the capacity, and to
/// the next receiver. Requires: moving a `T` does not throw. Threads: the run's.
template <class T>
class channel {
 private:
  class send_operation;
  class receive_operation;

 public:
  /// The labels name the suspension points at which tasks send and receive.
  explicit channel(std::size_t capacity, label sending = "channel.send",
                   label receiving = "channel.receive")
      : sending_(sending), receiving_(receiving), capacity_(capacity) {}
  channel(const channel&) = delete;
  channel& operator=(const channel&) = delete;

  /// Waits for room, and puts `value` into the channel. Resumes: a receiver that makes room, or
  /// `close()`. Errors: `channel_closed`. Choices: one, also where there is room.
  awaitable<send_operation> send(T value,
                                 std::source_location where = std::source_location::current()) {
    return awaitable<send_operation>(site(sending_, where), *this, std::move(value));
  }

  /// Waits for a value. Gives a `std::optional<T>`: nothing once the channel is closed and empty.
  /// Resumes: a sender, or `close()`. Choices: one, also where there is a value.
  awaitable<receive_operation> receive(
      std::source_location where = std::source_location::current()) {
    return awaitable<receive_operation>(site(receiving_, where), *this);
  }

  /// From now on nothing is sent: senders get `channel_closed`, those that wait too. Receivers get
  /// what is left, and then nothing.
  void close() noexcept {
    used_.write();
    closed_ = true;
    detail::serve(senders_);
    detail::serve(receivers_);
  }

  /// Whether `close()` was called.
  bool closed() const {
    used_.read();
    return closed_;
  }
  /// Returns: how many values wait for a receiver.
  std::size_t size() const {
    used_.read();
    return values_.size();
  }
  std::size_t capacity() const { return capacity_; }  ///< how many values it holds at most

 private:
  // Numbered in the order in which they were sent, so that each that comes back finds its place.
  struct sent_value {
    std::uint64_t number;
    T value;
  };

  bool has_room() const noexcept {
    return values_.size() + promised_ < (capacity_ > 0 ? capacity_ : waiting_receivers_);
  }
  void put(T&& value) noexcept;
  void put_back(sent_value&& returned) noexcept;
  std::optional<sent_value> pop() noexcept;

  shared_object used_;
  label sending_;
  label receiving_;
  std::size_t capacity_;
  std::size_t promised_ = 0;  ///< room given to senders that have not run since
  std::size_t waiting_receivers_ = 0;
  std::uint64_t sent_ever_ = 0;
  bool closed_ = false;
  std::deque<sent_value> values_;
  wait_queue senders_;
  wait_queue receivers_;
};

/// What `send` waits on; see awaitable.hpp for its hooks.
template <class T>
class channel<T>::send_operation {
 public:
  /// Sends `value` to `to`.
  send_operation(channel& to, T&& value) : to_(&to), value_(std::move(value)) {}

  /// Whether there is room, or nobody will receive.
  bool ready() const noexcept { return to_->closed() || to_->has_room(); }
  /// Hands the value over.
  void complete(wait_node&) noexcept {
    to_->used_.write();
    if (to_->closed_) return;
    has_room_ = true;
    ++to_->promised_;
  }
  /// Gets in line.
  void enqueue(wait_node& node) noexcept {
    to_->used_.write();
    if (!std::exchange(in_line_, true)) to_->senders_.push_back(node);
  }
  /// Leaves the line.
  void withdraw(wait_node& node) noexcept {
    to_->used_.write();
    to_->senders_.erase(node);
  }
  /// Keeps what was not sent.
  void give_back() noexcept {
    if (!has_room_) return;
    to_->used_.write();
    --to_->promised_;
    detail::serve(to_->senders_);
  }
  /// Errors: `channel_closed`.
  void take() {
    to_->used_.write();
    if (std::exchange(has_room_, false)) --to_->promised_;
    if (to_->closed_) throw channel_closed();
    to_->put(std::move(value_));
  }

 private:
  channel* to_;
  T value_;
  bool in_line_ = false;
  bool has_room_ = false;
};

/// What `receive` waits on; see awaitable.hpp for its hooks.
template <class T>
class channel<T>::receive_operation {
 public:
  explicit receive_operation(channel& from) : from_(&from) {}  ///< Receives from `from`.

  /// Whether there is a value, or none will come.
  bool ready() const noexcept { return from_->size() > 0 || from_->closed_; }
  /// Takes the first value.
  void complete(wait_node&) noexcept {
    from_->used_.write();
    leave_line();
    received_ = from_->pop();
  }
  /// Gets in line.
  void enqueue(wait_node& node) noexcept {
    from_->used_.write();
    if (std::exchange(in_line_, true)) return;
    from_->receivers_.push_back(node);
    ++from_->waiting_receivers_;
    detail::serve(from_->senders_);
  }
  /// Leaves the line.
  void withdraw(wait_node& node) noexcept {
    from_->used_.write();
    from_->receivers_.erase(node);
    leave_line();
  }
  /// Puts the value back, before all others.
  void give_back() noexcept {
    from_->used_.write();
    if (received_) from_->put_back(std::move(*received_));
  }
  // Where the channel was closed meanwhile, another receiver may have left a value behind.
  /// Returns: the value; nothing where the channel is closed and empty.
  std::optional<T> take() noexcept {
    if (!received_) {
      from_->used_.write();
      received_ = from_->pop();
    }
    if (!received_) return std::nullopt;
    return std::move(received_->value);
  }

 private:
  void leave_line() noexcept {
    if (std::exchange(in_line_, false)) --from_->waiting_receivers_;
  }

  channel* from_;
  std::optional<sent_value> received_;
  bool in_line_ = false;
};

template <class T>
void channel<T>::put(T&& value) noexcept {
  values_.push_back(sent_value{sent_ever_++, std::move(value)});
  detail::serve(receivers_);
}

template <class T>
void channel<T>::put_back(sent_value&& returned) noexcept {
  auto place = values_.begin();
  while (place != values_.end() && place->number < returned.number) ++place;
  values_.insert(place, std::move(returned));
  detail::serve(receivers_);
}

template <class T>
std::optional<typename channel<T>::sent_value> channel<T>::pop() noexcept {
  if (values_.empty()) return std::nullopt;
  std::optional<sent_value> first(std::move(values_.front()));
  values_.pop_front();
  detail::serve(senders_);
  return first;
}

}  // namespace cutpoint
