// CB32. h2, Rust: hyperium/h2#893.
//
// A stream asks for send capacity and is reset while it waits. It stays in the list of those that
// wait, so the next credit of the connection is assigned to it. A stream that was reset never sends
// and never gives credit back: its siblings starve.
//
// Promise: a stream that is gone has none of the connection's credit.

#include "zoo/exhibit.hpp"

#include <cutpoint/coroutine.hpp>

#include <algorithm>
#include <deque>
#include <functional>
#include <utility>

namespace cutpoint::zoo {
namespace {

class http2_connection {
 public:
  enum class reset_stream { is_assigned_credit, is_skipped };
  explicit http2_connection(reset_stream what) : what_(what) {}

  // Opens a stream, sends one byte on it and closes it.
  task<> send_one() {
    const open_stream stream(*this);
    pending_capacity_.push_back(stream.id);
    assign_credit();
    while (state_of(stream.id).credit == 0) co_await park("stream.poll_capacity");
    --state_of(stream.id).credit;
    // The peer reads it at once, and says so.
    update_window();
  }

  void update_window() {
    ++credit_;
    assign_credit();
  }

 private:
  struct stream_state {
    task_ref task;
    int credit = 0;
    bool was_reset = false;
  };

  // Dropping it resets the stream, whose credit goes back to the connection.
  struct open_stream {
    explicit open_stream(http2_connection& c) : in(&c), id(c.streams_.size()) {
      c.streams_.push_back({this_task::self()});
    }
    open_stream(const open_stream&) = delete;
    open_stream& operator=(const open_stream&) = delete;
    ~open_stream() {
      stream_state& mine = in->state_of(id);
      mine.was_reset = true;
      in->credit_ += std::exchange(mine.credit, 0);
      in->assign_credit();
    }
    http2_connection* in;
    std::size_t id;
  };

  void assign_credit() {
    while (credit_ > 0 && !pending_capacity_.empty()) {
      stream_state& next = state_of(pending_capacity_.front());
      pending_capacity_.pop_front();
      if (what_ == reset_stream::is_skipped && next.was_reset) continue;
      --credit_;
      ++next.credit;
      wake(next.task);
    }
  }

  stream_state& state_of(std::size_t id) { return streams_[id]; }

  reset_stream what_;
  int credit_ = 0;
  std::deque<stream_state> streams_;
  std::deque<std::size_t> pending_capacity_;
};

task<> send_one(http2_connection& over) { co_await over.send_one(); }

program two_streams(http2_connection::reset_stream what) {
  return make_program([what]() -> task<> {
    http2_connection connection(what);
    auto upload = spawn("upload", send_one, std::ref(connection));
    co_await yield("connection.read");
    connection.update_window();
    co_await connection.send_one();
    co_await upload.join();
  });
}

const on_show cb32({
    .id = "CB32",
    .title = "credit is assigned to a stream that was reset while it waited",
    .expected = {.tasks = 2, .stops = 1, .reorders = 0},
    .complaint = {.by = oracle::deadlock, .subject = "stream.poll_capacity", .task = "main"},
    .buggy = two_streams(http2_connection::reset_stream::is_assigned_credit),
    .fixed = two_streams(http2_connection::reset_stream::is_skipped),
    .declares = {.modes = {stop_mode::drop}},
});

}  // namespace
}  // namespace cutpoint::zoo
