// The programs of the rules beside the table, as coroutines.

#include "contract/coroutine_style.hpp"
#include "contract/coroutine_telling.hpp"
#include "contract/permits.hpp"

#include <cutpoint/coroutine.hpp>

#include <fmt/format.h>

#include <optional>
#include <stdexcept>

using namespace std::chrono_literals;

namespace cutpoint::contract {

program coroutine_style::busy(story& tell) {
  return make_program([&tell]() -> task<void> {
    auto victim = spawn(
        "victim", [&tell]() -> task<void> { co_await co_tell_wait(tell, "gate", park("gate")); });
    auto other = spawn("other", [&tell]() -> task<void> {
      for (int i = 0; i < 3; ++i) {
        co_await yield("other.pause");
        tell("other runs");
      }
    });
    tell_end(tell, co_await victim.join());
    co_await other.join();
  });
}

program coroutine_style::opened_too_late(story& tell) {
  return make_program([&tell]() -> task<void> {
    auto victim = spawn("victim", [&tell]() -> task<void> {
      const last_words frame(tell, "frame goes");
      co_await co_tell_wait(tell, "gate", park("gate"));
      co_await co_end_of_victim(tell);
    });
    co_await sleep_for(1s, "main.wait");
    co_await yield("main.pause");
    tell(wake(victim.ref()) ? "the gate lets it pass" : "nobody waits at the gate");
    tell_end(tell, co_await victim.join());
  });
}

program coroutine_style::line_at_mutex(story& tell) {
  return make_program([&tell]() -> task<void> {
    mutex door("door");
    std::optional<mutex_guard> held(co_await door.lock());
    co_await with_scope([&](scope& line) -> task<void> {
      for (const char* const name : {"first", "second", "third"}) {
        line.spawn(name, [&tell, &door, name]() -> task<void> {
          const mutex_guard mine = co_await door.lock();
          tell(fmt::format("{} owns the door", name));
          co_await yield("inside");
        });
      }
      co_await sleep_for(1s, "main.wait");
      held.reset();
      co_await yield("main.pause");
      co_await line.join();
    });
    tell(door.locked() ? "the door stays locked" : "the door is free");
  });
}

program coroutine_style::line_for_permits(story& tell) {
  return make_program([&tell]() -> task<void> {
    permits all(1);
    all.try_take();
    co_await with_scope([&](scope& line) -> task<void> {
      for (const char* const name : {"first", "second", "third"}) {
        line.spawn(name, [&tell, &all, name]() -> task<void> {
          if (!all.try_take()) {
            permits::place mine(all, tell);
            co_await park("permit", mine);
          }
          tell(fmt::format("{} has the permit", name));
          struct returned {
            permits& to;
            ~returned() { to.release(); }
          } const at_exit{all};
          co_await yield("inside");
        });
      }
      co_await sleep_for(1s, "main.wait");
      all.release();
      co_await yield("main.pause");
      co_await line.join();
    });
    tell(fmt::format("{} free, {} waiting", all.free(), all.waiting()));
  });
}

program coroutine_style::stopped_under_shield(story& tell, stop_mode mode) {
  return make_program([&tell, mode]() -> task<void> {
    auto victim = spawn("victim", [&tell]() -> task<void> {
      const last_words frame(tell, "frame goes");
      {
        const shield against_stops;
        co_await co_tell_wait(tell, "shielded", sleep_for(2s, "shielded"));
        co_await co_tell_wait(tell, "shielded again", sleep_for(2s, "shielded"));
      }
      tell("the shield is gone");
      co_await co_tell_wait(tell, "after", yield("after"));
    });
    co_await sleep_for(1s, "main.wait");
    victim.stop(mode);
    tell_end(tell, co_await victim.join());
  });
}

program coroutine_style::shielded(story& tell) {
  return make_program([&tell]() -> task<void> {
    auto victim = spawn("victim", [&tell]() -> task<void> {
      {
        const shield against_stops;
        co_await co_tell_wait(tell, "shielded", sleep_for(2s, "shielded"));
      }
      co_await co_tell_wait(tell, "after", yield("after"));
    });
    tell_end(tell, co_await victim.join());
  });
}

program coroutine_style::acknowledging(story& tell) {
  return make_program([&tell]() -> task<void> {
    auto victim = spawn("victim", [&tell]() -> task<void> {
      bool stopped = false;
      try {
        co_await co_tell_wait(tell, "gate", park("gate"));
      } catch (const cancelled&) {
        stopped = true;
      }
      for (int i = 0; stopped && i < 3; ++i) {
        try {
          co_await co_tell_wait(tell, "try", yield("try"));
        } catch (const cancelled&) {
          continue;
        }
      }
      if (stopped) this_task::acknowledge_stop();
      co_await co_tell_wait(tell, "after", yield("after"));
    });
    co_await sleep_for(1s, "main.wait");
    if (!victim.ended()) wake(victim.ref());
    tell_end(tell, co_await victim.join());
  });
}

program coroutine_style::swallowing(story& tell) {
  return make_program([&tell]() -> task<void> {
    auto victim = spawn("victim", [&tell]() -> task<void> {
      try {
        co_await co_tell_wait(tell, "gate", park("gate"));
      } catch (...) {
        tell("swallowed");
      }
    });
    co_await sleep_for(1s, "main.wait");
    if (!victim.ended()) wake(victim.ref());
    tell_end(tell, co_await victim.join());
  });
}

program coroutine_style::siblings(story& tell) {
  return make_program([&tell]() -> task<void> {
    co_await with_scope([&](scope& all) -> task<void> {
      for (const char* const name : {"first", "second", "third"}) {
        all.spawn(name, [&tell, name]() -> task<void> {
          const last_words frame(tell, fmt::format("{} goes", name));
          co_await sleep_for(5s, "child.wait");
        });
      }
      co_await sleep_for(1s, "main.wait");
      co_await all.join();
    });
  });
}

program coroutine_style::listening(story& tell) {
  return make_program([&tell]() -> task<void> {
    auto helper = spawn("helper", [&tell]() -> task<void> {
      co_await park("helper.wait");
      tell("helper was woken");
    });
    auto victim = spawn("victim", [&tell, woken = helper.ref()]() -> task<void> {
      const stop_callback first([&tell] { tell("first: " + path_of(this_task::self().get())); });
      const stop_callback second([&tell, woken](stop_strength strength) {
        tell(strength == stop_strength::terminal ? "second: terminal" : "second: weaker");
        wake(woken);
      });
      co_await sleep_for(2s, "gate");
      tell(this_task::stop_requested() ? "token is true" : "token is false");
    });
    co_await victim.join();
    wake(helper.ref());
    co_await helper.join();
  });
}

program coroutine_style::callback_that_waits() {
  return make_program([]() -> task<void> {
    const stop_callback waits([] { await(yield("inside")); });
    co_await sleep_for(1s, "gate");
  });
}

program coroutine_style::ends(story& tell) {
  return make_program([&tell]() -> task<void> {
    auto value = spawn("value", []() -> task<int> { co_return 7; });
    auto error = spawn("error", []() -> task<int> {
      throw std::runtime_error("the disk is full");
      co_return 0;
    });
    auto stopped = spawn("stopped", []() -> task<void> { co_await park("gate"); });
    auto dropped = spawn("dropped", []() -> task<void> { co_await park("gate"); });
    co_await sleep_for(1s, "main.wait");
    stopped.stop(stop_mode::edge);
    dropped.stop(stop_mode::drop);
    outcome<int> seven = co_await value.join();
    tell_end(tell, seven, "value");
    if (seven.has_value()) tell(fmt::format("it is {}", seven.value()));
    outcome<int> failed = co_await error.join();
    tell_end(tell, failed, "error");
    try {
      if (failed.has_error()) failed.value();
    } catch (const std::runtime_error& e) {
      tell(e.what());
    }
    tell_end(tell, co_await stopped.join(), "stopped");
    tell_end(tell, co_await dropped.join(), "dropped");
  });
}

program coroutine_style::deadlock(story& tell) {
  return make_program([&tell]() -> task<void> {
    mutex one("one");
    mutex two("two");
    auto other = spawn("other", [&]() -> task<void> {
      const mutex_guard b = co_await two.lock();
      co_await sleep_for(1s, "other.wait");
      const mutex_guard a = co_await one.lock();
      tell("other owns both");
    });
    const mutex_guard a = co_await one.lock();
    co_await sleep_for(1s, "main.wait");
    const mutex_guard b = co_await two.lock();
    tell("main owns both");
  });
}

program coroutine_style::all_windows(story&) {
  return make_program([]() -> task<void> {
    mutex door("door");
    std::optional<mutex_guard> held(co_await door.lock());
    auto waiter = spawn("waiter", [&door]() -> task<void> {
      const mutex_guard mine = co_await door.lock();
      co_await yield("inside");
    });
    auto cleaner = spawn("cleaner", []() -> task<void> {
      bool stopped = false;
      try {
        co_await park("gate");
      } catch (const cancelled&) {
        stopped = true;
      }
      if (!stopped) co_return;
      co_await yield("cleanup");
      throw cancelled();
    });
    co_await sleep_for(1s, "main.wait");
    held.reset();
    cleaner.stop(stop_mode::edge);
    co_await waiter.join();
    co_await cleaner.join();
  });
}

}  // namespace cutpoint::contract
