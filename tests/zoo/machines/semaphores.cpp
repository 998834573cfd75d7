#include "zoo/locks/cb01_semaphore.hpp"
#include "zoo/locks/cb03_weighted_semaphore.hpp"
#include "zoo/locks/cb05_condition_variable.hpp"
#include "zoo/locks/cb07_notify.hpp"
#include "zoo/locks/cb54_semaphore.hpp"
#include "zoo/machines/subject.hpp"

#include <cutpoint/fiber.hpp>

#include <functional>
#include <vector>

namespace cutpoint::zoo::machines {
namespace {

using rapidcheck::state_machine;
using rapidcheck::when_stopped;

/// Free permits, notifications nobody has heard, or items in a buffer.
struct stock {
  int left = 0;

  bool take(int count = 1) {
    if (left < count) return false;
    left -= count;
    return true;
  }
  bool put(int count = 1) {
    left += count;
    return true;
  }
  friend bool operator==(const stock&, const stock&) = default;
};

bool taken(stock& s) { return s.take(); }
bool put(stock& s) { return s.put(); }

template <class Semaphore, class Take, class Put>
auto stock_machine(std::function<std::unique_ptr<Semaphore>()> make, stock initial, Take take,
                   Put put_back) {
  auto m = std::make_shared<state_machine<stock, Semaphore>>(std::move(make), initial);
  m->command("acquire", take, &taken, when_stopped::not_done);
  m->command("release", put_back, &put);
  return m;
}

auto cb01_machine(cb01::semaphore::woken_and_stopped what) {
  return stock_machine<cb01::semaphore>([what] { return std::make_unique<cb01::semaphore>(what); },
                                        {}, [](cb01::semaphore& s) { s.acquire(); },
                                        [](cb01::semaphore& s) { s.release(); });
}

auto cb54_machine(cb54::semaphore::stopped_waiter what) {
  return stock_machine<cb54::semaphore>(
      [what] { return std::make_unique<cb54::semaphore>(1, what); }, {.left = 1},
      [](cb54::semaphore& s) { s.acquire(); }, [](cb54::semaphore& s) { s.release(); });
}

auto cb03_machine(cb03::weighted_semaphore::leaver what) {
  using weighted = cb03::weighted_semaphore;
  auto m = std::make_shared<state_machine<stock, weighted>>(
      [what] { return std::make_unique<weighted>(2, what); }, stock{.left = 2});
  const std::vector<int> counts = {1, 2};
  m->command(
      "acquire", counts,
      [](weighted& s, int count) {
        if (!s.acquire(count)) throw rapidcheck::gave_up();
      },
      [](stock& s, int count) { return s.take(count); });
  m->command(
      "release", counts, [](weighted& s, int count) { s.release(count); },
      [](stock& s, int count) { return s.put(count); });
  m->waits_in_line();
  return m;
}

/// What CB05 is about: a condition in its use.
class buffer {
 public:
  explicit buffer(cb05::condition_variable::notified_and_stopped what) : not_empty_(lock_, what) {}
  void put() {
    const mutex_guard held = await(lock_.lock());
    ++items_;
    not_empty_.notify_one();
  }
  void take() {
    mutex_guard held = await(lock_.lock());
    while (items_ == 0) not_empty_.wait(held);
    --items_;
  }

 private:
  mutex lock_{"buffer.lock"};
  cb05::condition_variable not_empty_;
  int items_ = 0;
};

auto cb05_machine(cb05::condition_variable::notified_and_stopped what) {
  auto m = std::make_shared<state_machine<stock, buffer>>(
      [what] { return std::make_unique<buffer>(what); });
  m->command("take", [](buffer& b) { b.take(); }, &taken, when_stopped::not_done);
  m->command("put", [](buffer& b) { b.put(); }, &put, when_stopped::not_done);
  return m;
}

template <class Notify>
auto cb07_machine() {
  auto m =
      std::make_shared<state_machine<stock, Notify>>([] { return std::make_unique<Notify>(); });
  m->command(
      "wait",
      [](Notify& n) {
        if (!n.wait()) throw rapidcheck::gave_up();
      },
      &taken);
  m->command("notify", [](Notify& n) { n.notify_one(); }, &put);
  return m;
}

}  // namespace

std::vector<subject> semaphores() {
  using cb01_woken = cb01::semaphore::woken_and_stopped;
  using cb03_leaver = cb03::weighted_semaphore::leaver;
  using cb05_notified = cb05::condition_variable::notified_and_stopped;
  using cb54_stopped = cb54::semaphore::stopped_waiter;
  return {
      {.id = "CB01",
       .smallest = "acquire | acquire | release",
       .buggy = cb01_machine(cb01_woken::keeps_quiet),
       .fixed = cb01_machine(cb01_woken::wakes_the_next)},
      {.id = "CB03",
       .smallest = "acquire(1), acquire(1) | acquire(2)",
       .buggy = cb03_machine(cb03_leaver::just_leaves),
       .fixed = cb03_machine(cb03_leaver::serves_those_behind),
       .modes = {stop_mode::request}},
      {.id = "CB05",
       .smallest = "take | take | put",
       .buggy = cb05_machine(cb05_notified::keeps_quiet),
       .fixed = cb05_machine(cb05_notified::notifies_another)},
      {.id = "CB07",
       .smallest = "wait | wait",
       .buggy = cb07_machine<cb07::notify_on_one_baton>(),
       .fixed = cb07_machine<cb07::notify_by_queue>(),
       .modes = {stop_mode::request}},
      {.id = "CB54",
       .smallest = "acquire, acquire | acquire",
       .buggy = cb54_machine(cb54_stopped::always_resumes_the_next),
       .fixed = cb54_machine(cb54_stopped::passes_on_what_it_was_given)},
  };
}

}  // namespace cutpoint::zoo::machines
