// CB30. rustfs's fast lock, Rust: rustfs/rustfs#2795.
//
// A writer raises "writers waiting", waits for its turn and lowers it again. Where it is dropped
// while it waits, it never does. Readers stand back while the count is not zero, so they are locked
// out of a free lock. Mended by tying the count to a guard.
//
// Promise: nobody waits while the lock is free.

#include "zoo/exhibit.hpp"

#include <cutpoint/coroutine.hpp>

#include <deque>
#include <functional>
#include <utility>

namespace cutpoint::zoo {
namespace {

class rw_lock {
 public:
  enum class counted { by_hand, by_a_guard };
  explicit rw_lock(counted how) : how_(how) {}

  task<> write() {
    if (how_ == counted::by_a_guard) {
      const waiting_writer mine(*this);
      while (held_) co_await queue();
    } else {
      ++waiting_writers_;
      while (held_) co_await queue();
      --waiting_writers_;
    }
    held_ = true;
  }

  task<> read() {
    while (held_ || waiting_writers_ > 0) co_await queue();
    held_ = true;
  }

  void unlock() {
    held_ = false;
    wake_all();
  }

 private:
  class waiting_writer {
   public:
    explicit waiting_writer(rw_lock& l) : lock_(&l) { ++lock_->waiting_writers_; }
    waiting_writer(const waiting_writer&) = delete;
    waiting_writer& operator=(const waiting_writer&) = delete;
    ~waiting_writer() {
      if (--lock_->waiting_writers_ == 0) lock_->wake_all();
    }

   private:
    rw_lock* lock_;
  };

  task<> queue() {
    queue_.push_back(this_task::self());
    co_await park("rw_lock.wait");
  }

  // Each looks again whether its turn has come; those that were dropped are not there to be woken.
  void wake_all() {
    for (const task_ref t : std::exchange(queue_, {})) wake(t);
  }

  counted how_;
  bool held_ = false;
  int waiting_writers_ = 0;
  std::deque<task_ref> queue_;
};

task<> write_once(rw_lock& lock) {
  co_await lock.write();
  lock.unlock();
}

program a_writer_before_a_reader(rw_lock::counted how) {
  return make_program([how]() -> task<> {
    rw_lock lock(how);
    co_await lock.read();
    auto writer = spawn("writer", write_once, std::ref(lock));
    co_await yield("read");
    lock.unlock();
    co_await lock.read();
    lock.unlock();
    co_await writer.join();
  });
}

const on_show cb30({
    .id = "CB30",
    .title = "a dropped writer is counted as waiting for ever",
    .expected = {.tasks = 2, .stops = 1, .reorders = 0},
    .complaint = {.by = oracle::deadlock, .subject = "rw_lock.wait", .task = "main"},
    .buggy = a_writer_before_a_reader(rw_lock::counted::by_hand),
    .fixed = a_writer_before_a_reader(rw_lock::counted::by_a_guard),
    .declares = {.modes = {stop_mode::drop}},
});

}  // namespace
}  // namespace cutpoint::zoo
