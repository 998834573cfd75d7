// CB51. LRU cache of risingwave, Rust: risingwavelabs/risingwave#3911.
//
// The first lookup of a key fetches the value itself; others find it in flight and wait. If the
// first caller is dropped in mid-fetch, the mark "in flight" stays and nobody answers the others.
//
// Promise: a lookup ends, whoever else is dropped.

#include "zoo/exhibit.hpp"

#include <cutpoint/coroutine.hpp>

#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace cutpoint::zoo {
namespace {

/// A cache with one key.
class cache {
 public:
  enum class fetched_by { the_first_caller, a_task_of_its_own };
  explicit cache(fetched_by who) {
    if (who == fetched_by::a_task_of_its_own)
      fetcher_ = spawn("fetcher",
                       [this, kept = std::make_unique<duty>(*this)] { return fetch_when_asked(); });
  }

  /// Returns: nothing where the fetch was given up.
  task<std::optional<int>> lookup() {
    if (!std::exchange(in_flight_, true)) {
      if (fetcher_)
        wake(fetcher_->ref());
      else
        co_await fetch();
    }
    while (!settled_) {
      waiting_.push_back(this_task::self());
      waiter hooks(*this, this_task::self());
      co_await park("cache.wait", hooks);
    }
    co_return value_;
  }

 private:
  // Settles the entry when the task that fetches goes, however it does, even without having run.
  struct duty {
    explicit duty(cache& of_) : of(of_) {}
    ~duty() { of.settle(); }
    duty(const duty&) = delete;
    duty& operator=(const duty&) = delete;
    cache& of;
  };
  struct waiter {
    waiter(cache& in_, task_ref self_) : in(&in_), self(self_) {}
    void withdraw() noexcept { std::erase(in->waiting_, self); }
    cache* in;
    task_ref self;
  };

  task<void> fetch() {
    co_await yield("fetch");
    value_ = 1;
    settle();
  }
  task<void> fetch_when_asked() {
    if (!in_flight_) co_await park("fetch.asked");
    co_await fetch();
  }
  void settle() {
    settled_ = true;
    for (const task_ref t : std::exchange(waiting_, {})) wake(t);
  }

  bool in_flight_ = false;
  bool settled_ = false;
  std::optional<int> value_;
  std::vector<task_ref> waiting_;
  std::optional<task_handle<void>> fetcher_;
};

task<void> look_up_twice(cache::fetched_by who) {
  cache shared(who);
  auto first = spawn("first", [&] { return shared.lookup(); });
  co_await yield("start");
  co_await shared.lookup();
  co_await first.join();
}

program two_lookups(cache::fetched_by who) {
  return make_program([who] { return look_up_twice(who); });
}

const on_show cb51({
    .id = "CB51",
    .title = "the caller that fetches for all is dropped, and the others wait for ever",
    .expected = {.tasks = 2, .stops = 1, .reorders = 0},
    .complaint = {.by = oracle::deadlock, .subject = "cache.wait", .task = "main"},
    .buggy = two_lookups(cache::fetched_by::the_first_caller),
    .fixed = two_lookups(cache::fetched_by::a_task_of_its_own),
    .declares = {.modes = {stop_mode::drop}},
});

}  // namespace
}  // namespace cutpoint::zoo
