// The framework's own primitives as machines: commands and a sequential model.

#include "zoo/machines/lock_machine.hpp"

#include <cutpoint/fiber.hpp>
#include <cutpoint/rapidcheck/state_check.hpp>

#include <gtest/gtest.h>

#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace cutpoint::rapidcheck {
namespace {

// rapidcheck generates 100 scripts for each. A release build makes more runs of each.
#ifdef NDEBUG
constexpr std::uint64_t runs_per_script = 200;
#else
constexpr std::uint64_t runs_per_script = 30;
#endif

testing::AssertionResult passes(const scripted& machine, std::string name,
                                stop_modes modes = {stop_mode::edge, stop_mode::level,
                                                    stop_mode::drop}) {
  state_options wanted;
  wanted.property.search.name = std::move(name);
  wanted.property.search.modes = modes;
  wanted.property.search.out.clear();
  wanted.property.search.runs_in = isolation::in_process;
  wanted.property.runs_per_input = runs_per_script;
  const state_report r = search_machine(machine, wanted);
  if (!r.passed()) return testing::AssertionFailure() << r.text;
  if (r.searched.runs < runs_per_script * 20)
    return testing::AssertionFailure() << r.searched.runs << " runs are few";
  testing::Test::RecordProperty("runs", std::to_string(r.searched.runs));
  return testing::AssertionSuccess();
}

/// Who holds it keeps its guard here, as nobody else does then.
struct guarded_mutex {
  mutex inner{"mutex.lock"};
  std::optional<mutex_guard> held = {};
};
void release(guarded_mutex& m) { m.held.reset(); }

TEST(PrimitiveMachine, Mutex) {
  zoo::machines::lock_machine<guarded_mutex> machine(
      [] { return std::make_unique<guarded_mutex>(); });
  machine.acquired_by("lock", [](guarded_mutex& m) { m.held.emplace(await(m.inner.lock())); });
  EXPECT_TRUE(passes(*machine.released_by("unlock"), "PrimitiveMachine.Mutex"));
}

struct permits {
  std::size_t free = 2;
  bool take(std::size_t count) {
    if (free < count) return false;
    free -= count;
    return true;
  }
  bool put(std::size_t count) {
    free += count;
    return true;
  }
  friend bool operator==(const permits&, const permits&) = default;
};

TEST(PrimitiveMachine, Semaphore) {
  state_machine<permits, semaphore> m([] { return std::make_unique<semaphore>(2U); });
  const std::vector<std::size_t> counts = {1, 2, 3};
  m.command(
      "acquire", counts, [](semaphore& s, std::size_t count) { await(s.acquire(count)).detach(); },
      [](permits& p, std::size_t count) { return p.take(count); }, when_stopped::not_done);
  m.command(
      "release", counts, [](semaphore& s, std::size_t count) { s.release(count); },
      [](permits& p, std::size_t count) { return p.put(count); });
  m.law("the permits are right",
        [](const semaphore& s, const permits& p) { return s.available() == p.free; });
  m.waits_in_line();
  EXPECT_TRUE(passes(m, "PrimitiveMachine.Semaphore"));
}

struct line_of_numbers {
  std::size_t capacity = 0;
  std::deque<int> numbers = {};
  bool closed = false;

  std::optional<bool> send(int number) {
    if (closed) return false;
    if (numbers.size() == capacity) return std::nullopt;
    numbers.push_back(number);
    return true;
  }
  std::optional<std::optional<int>> receive() {
    std::optional<std::optional<int>> received;
    if (!numbers.empty()) {
      received.emplace(numbers.front());
      numbers.pop_front();
    } else if (closed) {
      received.emplace();
    }
    return received;
  }
  friend bool operator==(const line_of_numbers&, const line_of_numbers&) = default;
};

auto channel_machine(std::size_t capacity) {
  state_machine<line_of_numbers, channel<int>> m(
      [capacity] { return std::make_unique<channel<int>>(capacity); }, {.capacity = capacity});
  m.command(
      "send", std::vector{1, 2},
      [](channel<int>& c, int number) {
        try {
          await(c.send(number));
          return true;
        } catch (const channel_closed&) {
          return false;
        }
      },
      [](line_of_numbers& l, int number) { return l.send(number); }, when_stopped::not_done);
  m.command(
      "receive", [](channel<int>& c) { return await(c.receive()); },
      [](line_of_numbers& l) { return l.receive(); }, when_stopped::not_done);
  m.command(
      "close", [](channel<int>& c) { c.close(); },
      [](line_of_numbers& l) { return l.closed = true; });
  m.law("no number is lost", [](const channel<int>& c, const line_of_numbers& l) {
    return c.size() == l.numbers.size();
  });
  return m;
}

TEST(PrimitiveMachine, Channel) {
  EXPECT_TRUE(passes(channel_machine(100), "PrimitiveMachine.Channel"));
}

// What comes back from a stopped receiver may exceed the capacity, so nobody is stopped.
TEST(PrimitiveMachine, ChannelThatIsFull) {
  EXPECT_TRUE(passes(channel_machine(1), "PrimitiveMachine.ChannelThatIsFull", {}));
}

/// Who holds an rwlock, and how.
struct rwlock_holders {
  enum class access { shared, exclusive };
  std::map<caller, access> holds = {};

  std::optional<bool> lock(caller who, access wanted) {
    if (holds.contains(who)) return false;
    for (const auto& [other, how] : holds)
      if (how == access::exclusive || wanted == access::exclusive) return std::nullopt;
    holds[who] = wanted;
    return true;
  }
  bool unlock(caller who) { return holds.erase(who) > 0; }
  friend bool operator==(const rwlock_holders&, const rwlock_holders&) = default;
};

struct rwlock_user {
  explicit rwlock_user(rwlock& l) : lock(&l) {}
  rwlock* lock;
  std::variant<std::monostate, shared_guard, exclusive_guard> guard = {};
};

TEST(PrimitiveMachine, RwLock) {
  using access = rwlock_holders::access;
  state_machine<rwlock_holders, rwlock, rwlock_user> m([] { return std::make_unique<rwlock>(); });
  m.command(
      "read",
      [](rwlock_user& u) {
        if (u.guard.index() > 0) return false;
        u.guard.emplace<shared_guard>(await(u.lock->lock_shared()));
        return true;
      },
      [](rwlock_holders& h, caller who) { return h.lock(who, access::shared); });
  m.command(
      "write",
      [](rwlock_user& u) {
        if (u.guard.index() > 0) return false;
        u.guard.emplace<exclusive_guard>(await(u.lock->lock_exclusive()));
        return true;
      },
      [](rwlock_holders& h, caller who) { return h.lock(who, access::exclusive); });
  m.command(
      "unlock",
      [](rwlock_user& u) {
        const bool held = u.guard.index() > 0;
        u.guard.emplace<std::monostate>();
        return held;
      },
      [](rwlock_holders& h, caller who) { return std::optional<bool>(h.unlock(who)); });
  m.leave([](rwlock_holders& h, caller who) { h.unlock(who); });
  m.law("who is counted holds it", [](const rwlock& l, const rwlock_holders& h) {
    return l.readers() + (l.locked_exclusively() ? 1U : 0U) == h.holds.size();
  });
  m.waits_in_line();
  EXPECT_TRUE(passes(m, "PrimitiveMachine.RwLock"));
}

class counted_buffer {
 public:
  void put() {
    const mutex_guard held = await(lock_.lock());
    ++items_;
    not_empty_.notify_one();
  }
  void take() {
    mutex_guard held = await(lock_.lock());
    while (items_ == 0) await(not_empty_.wait(held));
    --items_;
  }
  std::size_t items() const { return items_; }

 private:
  mutex lock_{"buffer.lock"};
  condition not_empty_{"buffer.not_empty"};
  std::size_t items_ = 0;
};

TEST(PrimitiveMachine, Condition) {
  state_machine<permits, counted_buffer> m([] { return std::make_unique<counted_buffer>(); },
                                           {.free = 0});
  m.command(
      "take", [](counted_buffer& b) { b.take(); }, [](permits& p) { return p.take(1); },
      when_stopped::not_done);
  m.command(
      "put", [](counted_buffer& b) { b.put(); }, [](permits& p) { return p.put(1); },
      when_stopped::not_done);
  m.law("no item is lost",
        [](const counted_buffer& b, const permits& p) { return b.items() == p.free; });
  EXPECT_TRUE(passes(m, "PrimitiveMachine.Condition"));
}

struct happened {
  bool yes = false;
  friend bool operator==(const happened&, const happened&) = default;
};

TEST(PrimitiveMachine, Event) {
  state_machine<happened, event> m([] { return std::make_unique<event>(); });
  m.command("wait", [](event& e) { await(e.wait()); }, [](happened& h) { return h.yes; });
  m.command("set", [](event& e) { e.set(); }, [](happened& h) { return h.yes = true; });
  m.command(
      "reset", [](event& e) { e.reset(); },
      [](happened& h) {
        h.yes = false;
        return true;
      });
  m.law("it is known", [](const event& e, const happened& h) { return e.is_set() == h.yes; });
  EXPECT_TRUE(passes(m, "PrimitiveMachine.Event"));
}

struct promised {
  promise<void> given = promise<void>("future.get");
  future<void> taken = given.get_future();
};

TEST(PrimitiveMachine, Future) {
  state_machine<happened, promised> m([] { return std::make_unique<promised>(); });
  m.command("get", [](promised& p) { await(p.taken.get()); }, [](happened& h) { return h.yes; });
  m.command(
      "set",
      [](promised& p) {
        const bool first = !p.taken.settled();
        if (first) p.given.set_value();
        return first;
      },
      [](happened& h) { return std::optional<bool>(!std::exchange(h.yes, true)); });
  EXPECT_TRUE(passes(m, "PrimitiveMachine.Future"));
}

}  // namespace
}  // namespace cutpoint::rapidcheck
