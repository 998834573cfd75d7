// CB64. race() of abort-controller-x, TypeScript: deeplay-io/abort-controller-x#11; compare
// nodejs/node#51441.
//
// A race registers a callback on a long-lived signal, and takes it away only if the signal fires.
// Where the other branch wins, the registration stays, and keeps the state of the race alive.
//
// Promise: behind a race there are as many registrations as before it.

#include "zoo/exhibit.hpp"

#include <cutpoint/fiber.hpp>

#include <chrono>
#include <cstddef>
#include <memory>
#include <vector>

namespace cutpoint::zoo {
namespace {

using namespace std::chrono_literals;

class abort_signal {
 public:
  struct listener {
    bool aborted = false;
  };

  std::shared_ptr<listener> add() {
    return listeners_.emplace_back(std::make_shared<listener>(aborted_));
  }
  void remove(const std::shared_ptr<listener>& l) { std::erase(listeners_, l); }
  std::size_t listeners() const { return listeners_.size(); }

  void abort() {
    aborted_ = true;
    for (const auto& l : listeners_) l->aborted = true;
    listeners_.clear();
  }

 private:
  bool aborted_ = false;
  std::vector<std::shared_ptr<listener>> listeners_;
};

enum class unregisters { when_aborted, always };

// Returns: false where the signal was faster.
bool race(abort_signal& signal, virtual_duration length, unregisters when) {
  const auto aborting = signal.add();
  await(sleep_for(length, "race"));
  if (when == unregisters::always) signal.remove(aborting);
  return !aborting->aborted;
}

program two_races(unregisters when) {
  return make_program([when] {
    abort_signal signal;
    const auto none_left =
        at_end("no registration outlives its race", [&] { return signal.listeners() == 0; });
    const stop_callback on_stop([&] { signal.abort(); });
    for (int lap = 0; lap < 2; ++lap)
      if (!race(signal, 1ms, when)) return;
  });
}

const on_show cb64({
    .id = "CB64",
    .title = "every finished race leaves its stop callback registered",
    .expected = {.tasks = 1, .stops = 0, .reorders = 0},
    .complaint = {.by = oracle::invariant,
                  .subject = "no registration outlives its race",
                  .task = {}},
    .buggy = two_races(unregisters::when_aborted),
    .fixed = two_races(unregisters::always),
    .declares = {.modes = {stop_mode::request}},
});

}  // namespace
}  // namespace cutpoint::zoo
