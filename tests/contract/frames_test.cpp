// No frame is left by any stop, in any window, of any program of the suite.

#include "contract/coroutine_style.hpp"
#include "contract/support.hpp"

#include <cutpoint/coroutine.hpp>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstddef>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

using namespace std::chrono_literals;

namespace cutpoint::contract {
namespace {

struct named_program {
  std::string name;
  program what;
};

generator<int> counts_to(int last) {
  for (int i = 1; i <= last; ++i) co_yield i;
}

generator<int> twice(int last) {
  co_yield elements_of(counts_to(last));
  generator<int> again = counts_to(last);
  co_yield elements_of(again);
}

task<void> hears(mutex& door, generator<int> numbers) {
  for (const int i : numbers) {
    const mutex_guard mine = co_await door.lock();
    co_await sleep_for(i * 1s, "pause");
  }
}

// A generator that was moved into a task, one that lives in a frame further out, and a coroutine
// that is awaited by name while another generator is suspended.
task<void> uses_generators(mutex& door, generator<int> given) {
  generator<int> own = twice(2);
  own.next();
  task<void> later = hears(door, twice(1));
  given.next();
  bool stopped = false;
  try {
    co_await std::move(later);
  } catch (const cancelled&) {
    stopped = true;
  }
  own.next();
  co_await yield("cleanup");
  if (stopped) throw cancelled();
}

program generators() {
  return make_program([]() -> task<void> {
    mutex door("door");
    std::optional<mutex_guard> held(co_await door.lock());
    auto first = spawn("first", uses_generators, std::ref(door), twice(3));
    auto second = spawn("second", hears, std::ref(door), twice(1));
    co_await sleep_for(1s, "main.wait");
    held.reset();
    first.stop(stop_mode::edge);
    co_await first.join();
    co_await second.join();
  });
}

std::vector<named_program> programs(story& tell) {
  using s = coroutine_style;
  std::vector<named_program> all = {
      {"before_start", s::before_start(tell)},
      {"parked", s::parked(tell)},
      {"granted", s::granted(tell)},
      {"yielding", s::yielding(tell)},
      {"passing", s::passing(tell)},
      {"cleaning", s::cleaning(tell)},
      {"busy", s::busy(tell)},
      {"opened_too_late", s::opened_too_late(tell)},
      {"line_at_mutex", s::line_at_mutex(tell)},
      {"line_for_permits", s::line_for_permits(tell)},
      {"shielded", s::shielded(tell)},
      {"acknowledging", s::acknowledging(tell)},
      {"swallowing", s::swallowing(tell)},
      {"siblings", s::siblings(tell)},
      {"listening", s::listening(tell)},
      {"ends", s::ends(tell)},
      {"deadlock", s::deadlock(tell)},
      {"leaking", s::leaking()},
      {"losing_tickets", s::losing_tickets()},
      {"failing_out_of_order", s::failing_out_of_order()},
      {"all_windows", s::all_windows(tell)},
      {"generators", generators()},
  };
  for (const stop_mode mode : all_stop_modes)
    all.push_back({fmt::format("stopped_under_shield {}", name_of(mode)),
                   s::stopped_under_shield(tell, mode)});
  return all;
}

// Every stop that is on offer anywhere in the benign run of each program: exhaustive.
TEST(CoroutineFrames, AreLeftByNoStopInAnyWindow) {
  story tell;
  std::set<std::pair<stop_mode, std::string>> reached;
  for (const named_program& p : programs(tell)) {
    SCOPED_TRACE(p.name);
    EXPECT_EQ(benign_run(p.what, tell).frames, 0U);
    const std::size_t runs = for_each_stop(p.what, tell, [&](const run_record& run) {
      EXPECT_EQ(run.frames, 0U);
      for (const std::string& stop : run.stops)
        for (const stop_mode mode : all_stop_modes)
          for (const window at : all_windows)
            if (stop.starts_with(fmt::format("{} ", name_of(mode))) &&
                stop.find(fmt::format(" {} ", name_of(at))) != std::string::npos)
              reached.emplace(mode, name_of(at));
    });
    EXPECT_GT(runs, 0U);
  }
  EXPECT_EQ(reached.size(), all_stop_modes.size() * all_windows.size());
}

}  // namespace
}  // namespace cutpoint::contract
