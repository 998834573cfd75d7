// CB52. Acceptors of corosio, C++: cppalliance/corosio@4a739fc.
//
// An accept registers its stop callback while it holds the acceptor's mutex. Where the token is
// stopped already, the callback runs inline and locks the same mutex.
//
// Promise: nobody locks the mutex who holds it. A real one would hang, so this one takes notes.

#include "zoo/exhibit.hpp"

#include <cutpoint/coroutine.hpp>

#include <chrono>
#include <mutex>
#include <optional>
#include <vector>

namespace cutpoint::zoo {
namespace {

using namespace std::chrono_literals;

class noting_mutex {
 public:
  void lock() {
    locked_twice_ = locked_twice_ || held_;
    held_ = true;
  }
  void unlock() { held_ = false; }
  bool locked_twice() const { return locked_twice_; }

 private:
  bool held_ = false;
  bool locked_twice_ = false;
};

// As `std::stop_callback`, which runs at once where the stop came before.
template <class Callback>
class callback_of_token {
 public:
  explicit callback_of_token(Callback callback) : later_(callback) {
    if (this_task::stop_requested()) callback();
  }

 private:
  stop_callback<Callback> later_;
};

class acceptor {
 public:
  enum class callback_is_armed { under_the_mutex, before_the_waiter_is_visible };
  explicit acceptor(callback_is_armed when) : when_(when) {}

  /// Returns: false where it was cancelled.
  task<bool> accept() {
    waiter self;
    std::optional<callback_of_token<cancel>> armed;
    if (when_ == callback_is_armed::before_the_waiter_is_visible)
      armed.emplace(cancel{this, &self});
    {
      const std::scoped_lock held(mutex_);
      if (!self.cancelled) {
        self.queued = true;
        waiting_.push_back(&self);
      }
      if (when_ == callback_is_armed::under_the_mutex) armed.emplace(cancel{this, &self});
    }
    if (self.queued) co_await sleep_for(1s, "acceptor.accept");
    const std::scoped_lock held(mutex_);
    std::erase(waiting_, &self);
    co_return !self.cancelled;
  }

  bool sound() const { return !mutex_.locked_twice(); }

 private:
  struct waiter {
    bool queued = false;
    bool cancelled = false;
  };
  struct cancel {
    void operator()() const {
      that->cancelled = true;
      if (!that->queued) return;
      const std::scoped_lock held(in->mutex_);
      that->queued = false;
      std::erase(in->waiting_, that);
    }
    acceptor* in;
    waiter* that;
  };

  callback_is_armed when_;
  noting_mutex mutex_;
  std::vector<waiter*> waiting_;
};

task<void> accept_one_connection(acceptor::callback_is_armed when) {
  acceptor connections(when);
  const auto unlocked_first =
      at_end("nobody locks a mutex twice", [&] { return connections.sound(); });
  co_await connections.accept();
}

program accept_once(acceptor::callback_is_armed when) {
  return make_program([when] { return accept_one_connection(when); });
}

const on_show cb52({
    .id = "CB52",
    .title = "a stop callback is armed under the mutex that it locks",
    .expected = {.tasks = 1, .stops = 1, .reorders = 0},
    .complaint = {.by = oracle::invariant, .subject = "nobody locks a mutex twice", .task = {}},
    .buggy = accept_once(acceptor::callback_is_armed::under_the_mutex),
    .fixed = accept_once(acceptor::callback_is_armed::before_the_waiter_is_visible),
    .declares = {.modes = {stop_mode::request}},
});

}  // namespace
}  // namespace cutpoint::zoo
