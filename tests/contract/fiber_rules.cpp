// The programs of the rules beside the table.

#include "contract/fiber_style.hpp"
#include "contract/permits.hpp"
#include "contract/telling.hpp"

#include <cutpoint/fiber.hpp>

#include <fmt/format.h>

#include <optional>
#include <stdexcept>

using namespace std::chrono_literals;

namespace cutpoint::contract {

program fiber_style::busy(story& tell) {
  return make_program([&tell] {
    auto victim = spawn("victim", [&tell] { tell_wait(tell, "gate", park("gate")); });
    auto other = spawn("other", [&tell] {
      for (int i = 0; i < 3; ++i) {
        await(yield("other.pause"));
        tell("other runs");
      }
    });
    tell_end(tell, await(victim.join()));
    await(other.join());
  });
}

program fiber_style::opened_too_late(story& tell) {
  return make_program([&tell] {
    auto victim = spawn("victim", [&tell] {
      const last_words frame(tell, "frame goes");
      tell_wait(tell, "gate", park("gate"));
      end_of_victim(tell);
    });
    await(sleep_for(1s, "main.wait"));
    await(yield("main.pause"));
    tell(wake(victim.ref()) ? "the gate lets it pass" : "nobody waits at the gate");
    tell_end(tell, await(victim.join()));
  });
}

program fiber_style::line_at_mutex(story& tell) {
  return make_program([&tell] {
    mutex door("door");
    std::optional<mutex_guard> held(await(door.lock()));
    scope line;
    for (const char* const name : {"first", "second", "third"}) {
      line.spawn(name, [&tell, &door, name] {
        const mutex_guard mine = await(door.lock());
        tell(fmt::format("{} owns the door", name));
        await(yield("inside"));
      });
    }
    await(sleep_for(1s, "main.wait"));
    held.reset();
    await(yield("main.pause"));
    await(line.join());
    tell(door.locked() ? "the door stays locked" : "the door is free");
  });
}

program fiber_style::line_for_permits(story& tell) {
  return make_program([&tell] {
    permits all(1);
    all.try_take();
    scope line;
    for (const char* const name : {"first", "second", "third"}) {
      line.spawn(name, [&tell, &all, name] {
        if (!all.try_take()) {
          permits::place mine(all, tell);
          await(park("permit", mine));
        }
        tell(fmt::format("{} has the permit", name));
        struct returned {
          permits& to;
          ~returned() { to.release(); }
        } const at_exit{all};
        await(yield("inside"));
      });
    }
    await(sleep_for(1s, "main.wait"));
    all.release();
    await(yield("main.pause"));
    await(line.join());
    tell(fmt::format("{} free, {} waiting", all.free(), all.waiting()));
  });
}

program fiber_style::stopped_in_destructor(story& tell, stop_mode mode) {
  return make_program([&tell, mode] {
    auto victim = spawn("victim", [&tell] {
      struct flushes {
        story& tell;
        ~flushes() { tell_wait(tell, "destructor", sleep_for(2s, "destructor")); }
      };
      try {
        const flushes at_exit{tell};
        throw std::runtime_error("some trouble");
      } catch (const std::runtime_error&) {
        tell("caught the error");
      }
      tell_wait(tell, "after", yield("after"));
    });
    await(sleep_for(1s, "main.wait"));
    victim.stop(mode);
    tell_end(tell, await(victim.join()));
  });
}

program fiber_style::stopped_under_shield(story& tell, stop_mode mode) {
  return make_program([&tell, mode] {
    auto victim = spawn("victim", [&tell] {
      const last_words frame(tell, "frame goes");
      {
        const shield against_stops;
        tell_wait(tell, "shielded", sleep_for(2s, "shielded"));
        tell_wait(tell, "shielded again", sleep_for(2s, "shielded"));
      }
      tell("the shield is gone");
      tell_wait(tell, "after", yield("after"));
    });
    await(sleep_for(1s, "main.wait"));
    victim.stop(mode);
    tell_end(tell, await(victim.join()));
  });
}

program fiber_style::shielded(story& tell) {
  return make_program([&tell] {
    auto victim = spawn("victim", [&tell] {
      {
        const shield against_stops;
        tell_wait(tell, "shielded", sleep_for(2s, "shielded"));
      }
      tell_wait(tell, "after", yield("after"));
    });
    tell_end(tell, await(victim.join()));
  });
}

program fiber_style::acknowledging(story& tell) {
  return make_program([&tell] {
    auto victim = spawn("victim", [&tell] {
      bool stopped = false;
      try {
        tell_wait(tell, "gate", park("gate"));
      } catch (const cancelled&) {
        stopped = true;
      }
      for (int i = 0; stopped && i < 3; ++i) {
        try {
          tell_wait(tell, "try", yield("try"));
        } catch (const cancelled&) {
          continue;
        }
      }
      if (stopped) this_task::acknowledge_stop();
      tell_wait(tell, "after", yield("after"));
    });
    await(sleep_for(1s, "main.wait"));
    if (!victim.ended()) wake(victim.ref());
    tell_end(tell, await(victim.join()));
  });
}

program fiber_style::swallowing(story& tell) {
  return make_program([&tell] {
    auto victim = spawn("victim", [&tell] {
      try {
        tell_wait(tell, "gate", park("gate"));
      } catch (...) {
        tell("swallowed");
      }
    });
    await(sleep_for(1s, "main.wait"));
    if (!victim.ended()) wake(victim.ref());
    tell_end(tell, await(victim.join()));
  });
}

program fiber_style::siblings(story& tell) {
  return make_program([&tell] {
    scope all;
    for (const char* const name : {"first", "second", "third"}) {
      all.spawn(name, [&tell, name] {
        const last_words frame(tell, fmt::format("{} goes", name));
        await(sleep_for(5s, "child.wait"));
      });
    }
    await(sleep_for(1s, "main.wait"));
    await(all.join());
  });
}

program fiber_style::listening(story& tell) {
  return make_program([&tell] {
    auto helper = spawn("helper", [&tell] {
      await(park("helper.wait"));
      tell("helper was woken");
    });
    auto victim = spawn("victim", [&tell, woken = helper.ref()] {
      const stop_callback first([&tell] { tell("first: " + path_of(this_task::self().get())); });
      const stop_callback second([&tell, woken](stop_strength strength) {
        tell(strength == stop_strength::terminal ? "second: terminal" : "second: weaker");
        wake(woken);
      });
      await(sleep_for(2s, "gate"));
      tell(this_task::stop_requested() ? "token is true" : "token is false");
    });
    await(victim.join());
    wake(helper.ref());
    await(helper.join());
  });
}

program fiber_style::callback_that_waits() {
  return make_program([] {
    const stop_callback waits([] { await(yield("inside")); });
    await(sleep_for(1s, "gate"));
  });
}

program fiber_style::ends(story& tell) {
  return make_program([&tell] {
    auto value = spawn("value", [] { return 7; });
    auto error = spawn("error", []() -> int { throw std::runtime_error("the disk is full"); });
    auto stopped = spawn("stopped", [] { await(park("gate")); });
    auto dropped = spawn("dropped", [] { await(park("gate")); });
    await(sleep_for(1s, "main.wait"));
    stopped.stop(stop_mode::edge);
    dropped.stop(stop_mode::drop);
    outcome<int> seven = await(value.join());
    tell_end(tell, seven, "value");
    if (seven.has_value()) tell(fmt::format("it is {}", seven.value()));
    outcome<int> failed = await(error.join());
    tell_end(tell, failed, "error");
    try {
      if (failed.has_error()) failed.value();
    } catch (const std::runtime_error& e) {
      tell(e.what());
    }
    tell_end(tell, await(stopped.join()), "stopped");
    tell_end(tell, await(dropped.join()), "dropped");
  });
}

program fiber_style::deadlock(story& tell) {
  return make_program([&tell] {
    mutex one("one");
    mutex two("two");
    auto other = spawn("other", [&] {
      const mutex_guard b = await(two.lock());
      await(sleep_for(1s, "other.wait"));
      const mutex_guard a = await(one.lock());
      tell("other owns both");
    });
    const mutex_guard a = await(one.lock());
    await(sleep_for(1s, "main.wait"));
    const mutex_guard b = await(two.lock());
    tell("main owns both");
  });
}

program fiber_style::all_windows(story&) {
  return make_program([] {
    mutex door("door");
    std::optional<mutex_guard> held(await(door.lock()));
    auto waiter = spawn("waiter", [&door] {
      const mutex_guard mine = await(door.lock());
      await(yield("inside"));
    });
    auto cleaner = spawn("cleaner", [] {
      try {
        await(park("gate"));
      } catch (const cancelled&) {
        await(yield("cleanup"));
        throw;
      }
    });
    await(sleep_for(1s, "main.wait"));
    held.reset();
    cleaner.stop(stop_mode::edge);
    await(waiter.join());
    await(cleaner.join());
  });
}

}  // namespace cutpoint::contract
