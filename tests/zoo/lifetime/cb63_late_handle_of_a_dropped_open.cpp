// CB63. Open on io_uring in tokio, Rust: tokio-rs/tokio#7983.
//
// An open is submitted to a driver, and the future that waits for it is dropped. The driver's
// completion comes afterwards with a fresh handle, or had come and was not looked at. The driver
// recycles its entry and forgets the handle.
//
// Promise: every handle is closed. What a dropped operation gives may itself be a resource.

#include "zoo/exhibit.hpp"

#include <cutpoint/coroutine.hpp>

#include <functional>
#include <optional>
#include <utility>

namespace cutpoint::zoo {
namespace {

class file {
 public:
  explicit file(entry_id handle) : handle_(handle) {}
  ~file() { release(handle_); }
  file(const file&) = delete;
  file& operator=(const file&) = delete;

 private:
  entry_id handle_;
};

class driver {
 public:
  enum class unread_handle { is_forgotten, is_closed };
  explicit driver(unread_handle what) : what_(what) {}

  task<entry_id> open() {
    submitted_.emplace(this_task::self());
    future hooks(*this);
    co_await park("file.open", hooks);
    co_return *std::exchange(submitted_, {})->handle;
  }

  void complete() {
    if (!submitted_ || submitted_->handle) return;
    submitted_->handle = acquire("file handle", ownership::program);
    if (submitted_->abandoned)
      recycle();
    else
      wake(submitted_->waiting);
  }

 private:
  struct entry {
    explicit entry(task_ref waiting_) : waiting(waiting_) {}
    task_ref waiting;
    std::optional<entry_id> handle;
    bool abandoned = false;
  };
  struct future {
    explicit future(driver& in_) : in(&in_) {}
    void withdraw() noexcept { in->submitted_->abandoned = true; }
    void give_back() noexcept { in->recycle(); }
    driver* in;
  };

  void recycle() {
    if (what_ == unread_handle::is_closed) release(*submitted_->handle);
    submitted_.reset();
  }

  unread_handle what_;
  std::optional<entry> submitted_;
};

task<void> open_and_read(driver& ring) {
  const entry_id handle = co_await ring.open();
  const file opened(handle);
}

task<void> drive_one_open(driver::unread_handle what) {
  driver ring(what);
  auto reader = spawn("reader", open_and_read, std::ref(ring));
  while (!reader.ended()) {
    co_await yield("ring.poll");
    ring.complete();
  }
  co_await reader.join();
}

program one_open(driver::unread_handle what) {
  return make_program([what] { return drive_one_open(what); });
}

const on_show cb63({
    .id = "CB63",
    .title = "an open completes after its future was dropped, and the handle is forgotten",
    .expected = {.tasks = 2, .stops = 1, .reorders = 1},
    .complaint = {.by = oracle::leak, .subject = "file handle", .task = "main"},
    .buggy = one_open(driver::unread_handle::is_forgotten),
    .fixed = one_open(driver::unread_handle::is_closed),
    .declares = {.modes = {stop_mode::drop}},
});

}  // namespace
}  // namespace cutpoint::zoo
