// CB30. rustfs's fast lock, Rust: rustfs/rustfs#2795.
//
// A writer raises "writers waiting", waits for its turn and lowers it again. Where it is dropped
// while it waits, it never does. Readers stand back while the count is not zero, so they are locked
// out of a free lock. Mended by tying the count to a guard.
//
// Promise: nobody waits while the lock is free.

#include "zoo/exhibit.hpp"
#include "zoo/locks/cb30_rw_lock.hpp"

#include <cutpoint/coroutine.hpp>

#include <functional>

namespace cutpoint::zoo {
namespace {

using cb30::rw_lock;

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
