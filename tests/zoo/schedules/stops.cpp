// Programs that fail when tasks are stopped in the right place; noise is what else goes on.

#include "zoo/schedules/suite.hpp"

#include <cutpoint/fiber.hpp>

#include <algorithm>
#include <deque>
#include <utility>

namespace cutpoint::schedules {
namespace {

void make_noise(scope& tasks, int count, int steps) {
  for (int i = 0; i < count; ++i)
    tasks.spawn("noise", [steps] {
      for (int step = 0; step < steps; ++step) await(yield("noise"));
    });
}

std::string named(std::string_view what, std::string_view kind, int workers, int noise_tasks,
                  int noise_steps) {
  return std::string(what) + " " + std::string(kind) + std::to_string(workers) + " noise " +
         std::to_string(noise_tasks) + "x" + std::to_string(noise_steps);
}

enum class stopped_owner { keeps_the_lock, passes_it_on };

// A lock that is handed to the one that has waited longest, who may be stopped before it runs.
class handed_lock {
 public:
  explicit handed_lock(stopped_owner what) : what_(what) {}

  void lock() {
    if (!held_) {
      held_ = true;
      return;
    }
    waiting_.push_back(this_task::self());
    waiter hooks{this, this_task::self()};
    await(park("lock", hooks));
  }
  void unlock() {
    held_ = !waiting_.empty();
    if (!held_) return;
    const task_ref next = waiting_.front();
    waiting_.pop_front();
    wake(next);
  }

 private:
  struct waiter {
    void withdraw() noexcept { std::erase(in->waiting_, self); }
    void give_back() noexcept {
      if (in->what_ == stopped_owner::passes_it_on) in->unlock();
    }
    handed_lock* in;
    task_ref self;
  };

  stopped_owner what_;
  bool held_ = false;
  std::deque<task_ref> waiting_;
};

class handed_guard {
 public:
  explicit handed_guard(handed_lock& l) : lock_(l) { lock_.lock(); }
  ~handed_guard() { lock_.unlock(); }
  handed_guard(const handed_guard&) = delete;
  handed_guard& operator=(const handed_guard&) = delete;

 private:
  handed_lock& lock_;
};

void hand_over(int workers, int noise_tasks, int noise_steps, stopped_owner what) {
  handed_lock lock(what);
  scope tasks;
  for (int i = 0; i < workers; ++i)
    tasks.spawn("worker", [&] {
      for (int round = 0; round < 2; ++round) {
        const handed_guard mine(lock);
        await(yield("work"));
      }
    });
  make_noise(tasks, noise_tasks, noise_steps);
  await(tasks.join());
}

enum class first_permit { is_lost, is_given_back };

// Two permits are taken one after the other; whoever is stopped in between has one.
void take_two(int workers, int noise_tasks, int noise_steps, first_permit what) {
  const auto all = static_cast<std::size_t>(workers) + 1;
  semaphore permits(all, "permit");
  const auto complete = at_end("every permit is back", [&] { return permits.available() == all; });
  scope tasks;
  for (int i = 0; i < workers; ++i)
    tasks.spawn("worker", [&] {
      permit one = await(permits.acquire());
      if (what == first_permit::is_lost) one.detach();
      const permit other = await(permits.acquire());
      if (what == first_permit::is_lost) permits.release();
    });
  make_noise(tasks, noise_tasks, noise_steps);
  await(tasks.join());
}

enum class closing { may_be_stopped, is_shielded };

// A stopped task closes what it opened, which takes a while; a second stop ends that too.
void close_behind(int workers, int noise_tasks, int noise_steps, closing how) {
  int open = 0;
  const auto closed = at_end("all is closed", [&] { return open == 0; });
  scope tasks;
  for (int i = 0; i < workers; ++i)
    tasks.spawn("worker", [&] {
      ++open;
      const auto close = [&] {
        await(yield("close"));
        --open;
      };
      const auto work = [] { await(yield("work")); };
      if (how == closing::is_shielded) {
        finally(work, close);
        return;
      }
      bool stopped = false;
      try {
        work();
      } catch (const cancelled&) {
        stopped = true;
      }
      close();
      if (stopped) throw cancelled();
    });
  make_noise(tasks, noise_tasks, noise_steps);
  await(tasks.join());
}

}  // namespace

subject handoff(int workers, int noise_tasks, int noise_steps) {
  return {.name = named("handoff", "w", workers, noise_tasks, noise_steps),
          .buggy = make_program(
              [=] { hand_over(workers, noise_tasks, noise_steps, stopped_owner::keeps_the_lock); }),
          .fixed = make_program(
              [=] { hand_over(workers, noise_tasks, noise_steps, stopped_owner::passes_it_on); }),
          .in = use::stops,
          .stops = 1,
          .bounds = bounds_with_stops()};
}

subject two_permits(int workers, int noise_tasks, int noise_steps) {
  return {.name = named("twopermits", "n", workers, noise_tasks, noise_steps),
          .buggy = make_program(
              [=] { take_two(workers, noise_tasks, noise_steps, first_permit::is_lost); }),
          .fixed = make_program(
              [=] { take_two(workers, noise_tasks, noise_steps, first_permit::is_given_back); }),
          .in = use::stops,
          .stops = 1,
          .bounds = bounds_with_stops({stop_mode::edge, stop_mode::level})};
}

subject async_close(int workers, int noise_tasks, int noise_steps) {
  return {.name = named("asyncclose", "n", workers, noise_tasks, noise_steps),
          .buggy = make_program(
              [=] { close_behind(workers, noise_tasks, noise_steps, closing::may_be_stopped); }),
          .fixed = make_program(
              [=] { close_behind(workers, noise_tasks, noise_steps, closing::is_shielded); }),
          .in = use::stops,
          .stops = 2,
          .bounds = bounds_with_stops()};
}

}  // namespace cutpoint::schedules
