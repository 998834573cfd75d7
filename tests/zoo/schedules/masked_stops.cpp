// Programs that fail when one task is stopped, and do not fail when another is stopped as well:
// stopping whatever can be stopped hides these bugs.

#include "zoo/schedules/suite.hpp"

#include <cutpoint/fiber.hpp>

#include <algorithm>
#include <deque>
#include <set>
#include <string>
#include <utility>

namespace cutpoint::schedules {
namespace {

// A stopped guest leaves its booking behind. A desk that is stopped clears its books and closes.
enum class stopped_guest { leaves_the_booking, cancels_it };

void book(stopped_guest what) {
  std::set<int> booked;
  bool closed = false;
  const auto cleared = at_end("no booking is left behind", [&] { return booked.empty(); });
  scope tasks;
  tasks.spawn("desk", [&] {
    try {
      for (int i = 0; i < 6; ++i) await(yield("serve"));
    } catch (const cancelled&) {
      closed = true;
      booked.clear();
      throw;
    }
  });
  for (int number = 0; number < 3; ++number)
    tasks.spawn("guest", [&, number] {
      if (closed) return;
      booked.insert(number);
      try {
        await(yield("stay"));
      } catch (const cancelled&) {
        if (what == stopped_guest::cancels_it) booked.erase(number);
        throw;
      }
      booked.erase(number);
    });
  await(tasks.join());
}

// A commit that is stopped is tried again, though it may have been done. Stopped once more, it
// looks first and undoes what is too much.
enum class retry { commits_again, looks_first };

void commit(retry how) {
  int committed = 0;
  const auto once = at_end("committed at most once", [&] { return committed <= 1; });
  scope tasks;
  tasks.spawn("client", [&] {
    const auto try_it = [&] {
      await(yield("send"));
      ++committed;
      await(yield("answer"));
    };
    try {
      try_it();
      return;
    } catch (const cancelled&) {
      this_task::acknowledge_stop();
    }
    if (how == retry::looks_first && committed > 0) return;
    try {
      try_it();
      await(yield("audit"));
    } catch (const cancelled&) {
      committed = std::min(committed, 1);
      throw;
    }
  });
  for (int i = 0; i < 2; ++i)
    tasks.spawn("noise", [] {
      for (int step = 0; step < 4; ++step) await(yield("noise"));
    });
  await(tasks.join());
}

// What the first fails to write the second writes. If the first is stopped when it has written and
// not said so, both do; if the second is stopped as well, it does not.
enum class stopped_writer { has_said_nothing, has_said_so };

void write_hedged(stopped_writer what) {
  int written = 0;
  bool told = false;
  const auto once = at_end("written at most once", [&] { return written <= 1; });
  auto first = spawn("first", [&] {
    await(yield("write"));
    ++written;
    if (what == stopped_writer::has_said_so) told = true;
    await(yield("tell"));
    told = true;
  });
  auto second = spawn("second", [&] {
    await(first.join());
    for (int i = 0; i < 3 && !told; ++i) await(yield("wait"));
    if (!told) ++written;
  });
  await(second.join());
}

// A baton goes from one waiter to the next. A waiter that is stopped with the baton in hand takes
// it along, and the next waits for good, unless it is stopped too.
enum class stopped_runner { takes_it_along, hands_it_on };

class baton {
 public:
  explicit baton(stopped_runner what) : what_(what) {}
  void wait() {
    if (std::exchange(free_, false)) return;
    waiting_.push_back(this_task::self());
    runner hooks{this, this_task::self()};
    await(park("baton", hooks));
  }
  void pass() {
    free_ = waiting_.empty();
    if (free_) return;
    const task_ref next = waiting_.front();
    waiting_.pop_front();
    wake(next);
  }

 private:
  struct runner {
    void withdraw() noexcept { std::erase(in->waiting_, self); }
    void give_back() noexcept {
      if (in->what_ == stopped_runner::hands_it_on) in->pass();
    }
    baton* in;
    task_ref self;
  };
  stopped_runner what_;
  bool free_ = false;
  std::deque<task_ref> waiting_;
};

void relay(stopped_runner what) {
  baton b(what);
  scope runners;
  for (int i = 0; i < 2; ++i)
    runners.spawn("runner", [&] {
      b.wait();
      b.pass();
    });
  await(yield("ready"));
  b.pass();
  await(runners.join());
}

template <class Body, class Kind>
subject masked(std::string name, Body body, Kind buggy, Kind fixed) {
  return {.name = std::move(name),
          .buggy = make_program([=] { body(buggy); }),
          .fixed = make_program([=] { body(fixed); }),
          .in = use::stops,
          .stops = 1,
          .masked = true,
          .bounds = bounds_with_stops()};
}

}  // namespace

subject abandoned_booking() {
  return masked("booking", book, stopped_guest::leaves_the_booking, stopped_guest::cancels_it);
}

subject retried_commit() {
  return masked("commit", commit, retry::commits_again, retry::looks_first);
}

subject hedged_write() {
  return masked("hedge", write_hedged, stopped_writer::has_said_nothing,
                stopped_writer::has_said_so);
}

subject lost_baton() {
  return masked("baton", relay, stopped_runner::takes_it_along, stopped_runner::hands_it_on);
}

}  // namespace cutpoint::schedules
