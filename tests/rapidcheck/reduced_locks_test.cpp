// The reduced search against plain depth-first search where tasks line up at locks only when
// needed: it makes fewer classes of runs, but comes to the same outcomes.

#include "every_run.hpp"

#include <cutpoint/fiber.hpp>
#include <cutpoint/oracle/judge.hpp>
#include <cutpoint/search/reduced_search.hpp>

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

namespace cutpoint {
namespace {

// What an outcome is: what was done to each object, in its order; what was read of it, between
// which changes; what each task saw; how each ended; and what the oracles complain of.
class chronicle {
 public:
  void changes(const std::string& object, char who, const std::string& what) {
    changes_[object] += who + what + ' ';
  }
  void reads(const std::string& object, char who, const std::string& what) {
    reads_[object + std::to_string(changes_[object].size())].insert(who + what);
  }
  void sees(char who, const std::string& what) { changes_[{who}] += what + ' '; }

  std::string outcome(const kernel& run) {
    std::set<std::string> told;
    for (const auto& [object, what] : changes_) told.insert(object + ": " + what);
    for (const auto& [object, all] : reads_)
      for (const std::string& what : all) told.insert(object + "? " + what);
    for (const task_control* const t : run.tasks())
      told.insert(path_of(*t) + std::to_string(static_cast<int>(t->phase)) +
                  std::to_string(static_cast<int>(t->end)));
    for (const finding& f : judge(run))
      told.insert(std::string(name_of(f.identity.by)) + f.identity.subject + f.identity.task);
    changes_.clear();
    reads_.clear();
    std::string all = std::to_string(static_cast<int>(run.end()));
    for (const std::string& one : told) all += "; " + one;
    return all;
  }

 private:
  std::map<std::string, std::string> changes_;
  std::map<std::string, std::multiset<std::string>> reads_;
};

enum class deed : std::uint8_t {
  increment,
  look,
  set_inside,
  lock_both,
  sleep_inside,
  wait_inside,
  wait_outside,
  store_outside,
  shielded,
  maybe,
  spawn_inside,  // a child that wants the same lock, and comes to it before that is unlocked
  spawn_other,   // a child that wants the other one, and is waited for inside
  announce,      // before it comes to the lock, in the same step
  acquire,
  set,
  store,
  sleeps,
  yields,
  // What can tell who stands in line.
  asks,
  wait_for_notice,
  notify,
  stop_child,
  drop_child,
  lock_again,
};
constexpr int harmless_deeds = 18;
constexpr int deeds = 24;
struct lock_step {
  deed what;
  std::size_t lock;
};
using lock_script = std::vector<lock_step>;

struct locked_world {
  explicit locked_world(chronicle& tells) : told(tells) {}

  std::array<mutex, 2> locks;
  shared<int> x;
  semaphore permits{1};
  event started;
  condition noticed;
  chronicle& told;
};

struct worker {
  locked_world& all;
  char me;

  mutex_guard lock(std::size_t which) const {
    mutex_guard held = await(all.locks[which].lock());
    all.told.changes("lock" + std::to_string(which), me, "locks");
    return held;
  }
  int load() const {
    const int value = await(all.x.load());
    all.told.reads("x", me, std::to_string(value));
    return value;
  }
  void store(int value) const {
    await(all.x.store(value));
    all.told.changes("x", me, std::to_string(value));
  }
  void waits() const {
    await(all.started.wait());
    all.told.sees(me, "started");
  }
  void sleep() const {
    await(sleep_for(virtual_duration(1)));
    all.told.sees(me, "awoke");
  }
  task_handle<void> child(std::size_t which, event& comes) const {
    return spawn("child", [&, which, name = static_cast<char>(me + 10)] {
      comes.set();
      const worker other{all, name};
      const mutex_guard held = other.lock(which);
      other.store(7);
    });
  }
  void join(task_handle<void>& t) const {
    await(t.join());
    all.told.sees(me, "joined");
  }

  void perform(lock_step step) const;
};

void worker::perform(lock_step step) const {
  const std::size_t which = step.lock;
  switch (step.what) {
    case deed::increment: {
      const mutex_guard held = lock(which);
      store(load() + 1);
      return;
    }
    case deed::look: {
      const mutex_guard held = lock(which);
      load();
      return;
    }
    case deed::set_inside: {
      const mutex_guard held = lock(which);
      all.started.set();
      return;
    }
    case deed::lock_both: {
      const mutex_guard held = lock(which);
      const mutex_guard both = lock(1 - which);
      return;
    }
    case deed::sleep_inside: {
      const mutex_guard held = lock(which);
      sleep();
      return;
    }
    case deed::wait_inside: {
      const mutex_guard held = lock(which);
      waits();
      return;
    }
    case deed::wait_outside: {
      waits();
      const mutex_guard held = lock(which);
      return;
    }
    case deed::store_outside: {
      mutex_guard held = lock(which);
      load();
      held.unlock();
      store(me);
      return;
    }
    case deed::shielded: {
      const shield against_stops;
      const mutex_guard held = lock(which);
      await(yield());
      return;
    }
    case deed::maybe:
      if (choose(2) == 1)
        lock(which).unlock();
      else
        store(0);
      return;
    case deed::spawn_inside: {
      event comes;
      mutex_guard held = lock(which);
      task_handle<void> t = child(which, comes);
      await(comes.wait());
      held.unlock();
      join(t);
      return;
    }
    case deed::spawn_other: {
      event comes;
      const mutex_guard held = lock(which);
      task_handle<void> t = child(1 - which, comes);
      join(t);
      return;
    }
    case deed::announce: {
      all.started.set();
      const mutex_guard held = lock(which);
      return;
    }
    case deed::acquire: {
      const permit taken = await(all.permits.acquire());
      all.told.changes("permits", me, "acquires");
      const mutex_guard held = lock(which);
      return;
    }
    case deed::set:
      all.started.set();
      await(yield());
      return;
    case deed::store:
      store(5);
      return;
    case deed::sleeps:
      sleep();
      return;
    case deed::yields:
      await(yield());
      return;
    case deed::asks:
      all.told.sees(me, all.locks[which].locked() ? "held" : "free");
      return;
    case deed::wait_for_notice: {
      mutex_guard held = lock(0);
      await(all.noticed.wait(held));
      all.told.changes("lock0", me, "locks again");
      return;
    }
    case deed::notify:
      all.noticed.notify_one();
      await(yield());
      return;
    case deed::stop_child:
    case deed::drop_child: {
      event comes;
      task_handle<void> t = child(which, comes);
      await(yield());
      t.stop(step.what == deed::drop_child ? stop_mode::drop : stop_mode::edge);
      join(t);
      return;
    }
    case deed::lock_again: {
      const mutex_guard held = lock(which);
      const mutex_guard again = lock(which);
      return;
    }
  }
}

program program_with_locks(std::vector<lock_script> scripts, chronicle& told) {
  return make_program([scripts = std::move(scripts), &told] {
    locked_world all(told);
    std::vector<task_handle<void>> tasks;
    char name = 'a';
    for (const lock_script& s : scripts) {
      tasks.push_back(spawn("worker", [&all, s, name] {
        for (const lock_step step : s) worker{all, name}.perform(step);
      }));
      ++name;
    }
    for (auto& t : tasks) await(t.join());
  });
}

// Returns: the outcomes; nothing where there are too many runs.
std::set<std::string> all_outcomes(const std::vector<lock_script>& scripts,
                                   std::uint64_t most_runs) {
  chronicle told;
  maker makes(program_with_locks(scripts, told), stop_mode::edge, 0);
  depth_first all(0);
  std::set<std::string> seen;
  std::uint64_t runs = 0;
  do {
    if (++runs > most_runs) return {};
    makes.run(all, [&](const kernel& k) { seen.insert(told.outcome(k)); });
  } while (all.next_run());
  return seen;
}

struct reduced_outcomes {
  std::set<std::string> seen;
  std::uint64_t runs = 0;
  std::uint64_t undeclared = 0;
};

reduced_outcomes outcomes_of_reduced(const std::vector<lock_script>& scripts) {
  chronicle told;
  maker makes(program_with_locks(scripts, told), stop_mode::edge, 0);
  reduced_search search(0);
  reduced_outcomes result;
  while (search.begin_run(0)) {
    makes.run(search, [&](const kernel& k) {
      search.end_run(k, {});
      result.seen.insert(told.outcome(k));
    });
    ++result.runs;
  }
  result.undeclared = search.undeclared();
  return result;
}

rc::Gen<std::vector<lock_script>> any_lock_scripts() {
  const auto any_step = [](int most) {
    return rc::gen::map(rc::gen::pair(rc::gen::inRange(0, most), rc::gen::inRange(0, 3)),
                        [](std::pair<int, int> drawn) {
                          return lock_step{static_cast<deed>(drawn.first),
                                           static_cast<std::size_t>(drawn.second / 2)};
                        });
  };
  const auto any_script = [=](std::size_t longest) {
    const auto step =
        rc::gen::weightedOneOf<lock_step>({{9, any_step(harmless_deeds)}, {1, any_step(deeds)}});
    return rc::gen::mapcat(rc::gen::inRange<std::size_t>(1, longest + 1),
                           [=](std::size_t n) { return rc::gen::container<lock_script>(n, step); });
  };
  return rc::gen::mapcat(rc::gen::inRange<std::size_t>(2, 4), [=](std::size_t n) {
    return rc::gen::container<std::vector<lock_script>>(n, any_script(n == 2 ? 2 : 1));
  });
}

TEST(ReducedLocks, ComeToEveryOutcomeThatDepthFirstSearchHas) {
  constexpr std::uint64_t most_runs = 1'000;
  const auto covers_all = [&] {
    const std::vector<lock_script> scripts = *any_lock_scripts();
    const std::set<std::string> expected = all_outcomes(scripts, most_runs);
    RC_PRE(!expected.empty());
    const reduced_outcomes found = outcomes_of_reduced(scripts);
    RC_ASSERT(found.undeclared == 0U);
    RC_ASSERT(found.seen == expected);
  };
  const rc::detail::TestParams params{
      .seed = 1, .maxSuccess = programs_wanted(30), .maxSize = 100, .maxDiscardRatio = 100};
  const auto result = rc::detail::checkTestable(covers_all, rc::detail::TestMetadata(), params);
  std::ostringstream told;
  rc::detail::printResultMessage(result, told);
  EXPECT_TRUE(result.template is<rc::detail::SuccessResult>()) << told.str();
}

std::vector<lock_script> increments(std::size_t tasks, std::size_t times) {
  return {tasks, lock_script(times, {.what = deed::increment, .lock = 0})};
}

// 20 and 90 orders in which the lock is taken.
TEST(ReducedLocks, TakeAboutAsManyRunsAsThereAreOrdersOfTheLock) {
  const reduced_outcomes two = outcomes_of_reduced(increments(2, 3));
  EXPECT_EQ(two.seen.size(), 20U);
  EXPECT_LE(two.runs, 100U);
  const reduced_outcomes three = outcomes_of_reduced(increments(3, 2));
  EXPECT_EQ(three.seen.size(), 90U);
  EXPECT_LE(three.runs, 1'000U);
}

// The child comes while the lock is held, so it stands in line. Who waits in front of the lock has
// to stand there before it, or gets the lock behind it.
TEST(ReducedLocks, LetTasksLineUpInFrontOfWhoeverComesToTheLine) {
  const std::vector<lock_script> scripts = {{{.what = deed::spawn_inside, .lock = 0}},
                                            {{.what = deed::look, .lock = 0}}};
  EXPECT_EQ(outcomes_of_reduced(scripts).seen, all_outcomes(scripts, 10'000));
}

// The child was handed the lock, and is dropped: it never goes on, so nothing that it does tells
// that it might have gone on before.
TEST(ReducedLocks, LetATaskGoOnBeforeItIsDropped) {
  const std::vector<lock_script> scripts = {{{.what = deed::spawn_inside, .lock = 0}},
                                            {{.what = deed::drop_child, .lock = 0}}};
  EXPECT_EQ(outcomes_of_reduced(scripts).seen, all_outcomes(scripts, 10'000));
}

// Returns: whether the reduced search makes a run in which `happens` becomes true.
bool comes_to(program p, bool& happens) {
  maker makes(std::move(p), stop_mode::edge, 0);
  reduced_search search(0);
  happens = false;
  while (search.begin_run(0)) makes.run(search, [&](const kernel& k) { search.end_run(k, {}); });
  EXPECT_EQ(search.undeclared(), 0U);
  return happens;
}

// In each of these, a task is handed the lock, and others act before it goes on. If it had waited
// in front of the lock, that would be free.
struct handed_over {
  mutex door;
  event unlocked;
  event taken;

  task_handle<void> holder() {
    return spawn("holder", [this] {
      mutex_guard held = await(door.lock());
      await(yield());
      held.unlock();
      unlocked.set();
    });
  }
};

TEST(ReducedLocks, MindWhoAsksWhetherALockIsHeld) {
  bool happens = false;
  const program p = make_program([&happens] {
    handed_over all;
    auto holder = all.holder();
    auto waiter = spawn("waiter", [&] {
      const mutex_guard held = await(all.door.lock());
      all.taken.set();
    });
    await(all.unlocked.wait());
    if (all.door.locked() && !all.taken.is_set()) happens = true;
    await(holder.join());
    await(waiter.join());
  });
  EXPECT_TRUE(comes_to(p, happens));
}

// The notification would give the lock to the other, ahead of the waiter.
TEST(ReducedLocks, MindWhoIsNotified) {
  bool happens = false;
  const program p = make_program([&happens] {
    handed_over all;
    condition bell;
    event listens;
    event rung;
    auto listener = spawn("listener", [&] {
      mutex_guard held = await(all.door.lock());
      listens.set();
      await(bell.wait(held));
      if (all.taken.is_set()) happens = true;
    });
    await(listens.wait());
    auto holder = all.holder();
    auto waiter = spawn("waiter", [&] {
      const mutex_guard held = await(all.door.lock());
      if (rung.is_set()) all.taken.set();
    });
    await(all.unlocked.wait());
    rung.set();
    bell.notify_one();
    await(holder.join());
    await(waiter.join());
    await(listener.join());
  });
  EXPECT_TRUE(comes_to(p, happens));
}

// A lock that was handed over is kept; in front of it, the stop is thrown.
TEST(ReducedLocks, MindAStopOfTheProgramsOwn) {
  bool happens = false;
  const program p = make_program([&happens] {
    handed_over all;
    event stopped;
    auto holder = all.holder();
    auto waiter = spawn("waiter", [&] {
      const mutex_guard held = await(all.door.lock());
      if (stopped.is_set()) happens = true;
    });
    await(all.unlocked.wait());
    stopped.set();
    waiter.stop(stop_mode::level);
    await(holder.join());
    await(waiter.join());
  });
  EXPECT_TRUE(comes_to(p, happens));
}

}  // namespace
}  // namespace cutpoint
