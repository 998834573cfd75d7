// CB23. redis-py, Python, the leak of other users' chats in March 2023: redis/redis-py#2624 and
// #2665; a first repair in redis/redis-py#2641, mended in redis/redis-py#2666.
//
// A command is written, and its task is stopped while it waits for the reply. The connection goes
// back to the pool with that reply still to come: the next command on it reads it, and every later
// one is off by one too. The first repair shielded pipelines and left plain commands as they were;
// mended by closing a connection on which a command was stopped.
//
// Promise: who reads a reply has asked for it.

#include "zoo/exhibit.hpp"

#include <cutpoint/fiber.hpp>

#include <deque>

namespace cutpoint::zoo {
namespace {

enum class command_stopped {
  goes_unnoticed,
  goes_unnoticed_but_in_pipelines,
  closes_the_connection
};

class connection {
 public:
  explicit connection(command_stopped what) : what_(what) {}

  // Returns: whether the replies are those that were asked for.
  bool execute(int command) {
    try {
      replies_.push_back(command);
      return read_reply() == command;
    } catch (const cancelled&) {
      if (what_ == command_stopped::closes_the_connection) replies_.clear();
      throw;
    }
  }

  bool execute_pipeline(int first, int second) {
    if (what_ != command_stopped::goes_unnoticed_but_in_pipelines)
      return execute(first) && execute(second);
    const shield to_the_last_reply;
    return execute(first) && execute(second);
  }

 private:
  int read_reply() {
    await(yield("connection.read"));
    const int reply = replies_.front();
    replies_.pop_front();
    return reply;
  }

  command_stopped what_;
  std::deque<int> replies_;  // not read yet; the server answers at once
};

class pool {
 public:
  explicit pool(command_stopped what) : only_(what) {}

  template <class Use>
  bool with_connection(Use use) {
    const permit lent = await(free_.acquire());
    return use(only_);
  }

 private:
  connection only_;
  semaphore free_{1, "pool.acquire"};
};

program two_clients(command_stopped what) {
  return make_program([what] {
    pool connections(what);
    bool right = true;
    const auto own = at_end("a reply answers its reader's command", [&] { return right; });
    auto other = spawn("other", [&] {
      connections.with_connection([](connection& c) { return c.execute_pipeline(1, 2); });
      connections.with_connection([](connection& c) { return c.execute(3); });
    });
    await(other.join());
    right = connections.with_connection([](connection& c) { return c.execute(4); });
  });
}

const on_show cb23({
    .id = "CB23",
    .title = "a reply is left unread on a connection, and read by the next user",
    .expected = {.tasks = 2, .stops = 1, .reorders = 0},
    .complaint = {.by = oracle::invariant,
                  .subject = "a reply answers its reader's command",
                  .task = ""},
    .buggy = two_clients(command_stopped::goes_unnoticed),
    .fixed = two_clients(command_stopped::closes_the_connection),
    .wrong_fix = two_clients(command_stopped::goes_unnoticed_but_in_pipelines),
});

}  // namespace
}  // namespace cutpoint::zoo
