// The programs of the table's columns.

#include "contract/fiber_style.hpp"
#include "contract/telling.hpp"

#include <cutpoint/fiber.hpp>

#include <optional>

using namespace std::chrono_literals;

namespace cutpoint::contract {

program fiber_style::before_start(story& tell) {
  return make_program([&tell] {
    auto victim = spawn(
        "victim",
        [&tell](const last_words&) {
          tell("body runs");
          tell_wait(tell, "first", yield("first"));
          end_of_victim(tell);
        },
        last_words(tell, "argument goes"));
    tell_end(tell, await(victim.join()));
  });
}

program fiber_style::parked(story& tell) {
  return make_program([&tell] {
    auto victim = spawn("victim", [&tell] {
      const stop_callback heard([&tell] { tell("stop callback"); });
      const last_words frame(tell, "frame goes");
      tell_wait(tell, "gate", park("gate"));
      end_of_victim(tell);
    });
    await(sleep_for(1s, "main.wait"));
    if (!victim.ended()) wake(victim.ref());
    tell_end(tell, await(victim.join()));
  });
}

program fiber_style::granted(story& tell) {
  return make_program([&tell] {
    mutex door("door");
    std::optional<mutex_guard> held(await(door.lock()));
    auto victim = spawn("victim", [&tell, &door] {
      const stop_callback heard([&tell] { tell("stop callback"); });
      const last_words frame(tell, "frame goes");
      const mutex_guard mine = tell_wait(tell, "door", door.lock());
      end_of_victim(tell);
    });
    auto heir = spawn("heir", [&tell, &door] {
      const mutex_guard mine = await(door.lock());
      tell("heir owns the door");
    });
    await(sleep_for(1s, "main.wait"));
    held.reset();
    await(yield("main.pause"));
    await(heir.join());
    tell_end(tell, await(victim.join()));
    if (door.locked()) tell("the door stays locked");
  });
}

program fiber_style::yielding(story& tell) {
  return make_program([&tell] {
    auto victim = spawn("victim", [&tell] {
      const stop_callback heard([&tell] { tell("stop callback"); });
      const last_words frame(tell, "frame goes");
      tell_wait(tell, "pause", yield("pause"));
      end_of_victim(tell);
    });
    tell_end(tell, await(victim.join()));
  });
}

program fiber_style::passing(story& tell) {
  return make_program([&tell] {
    mutex door("door");
    auto victim = spawn("victim", [&tell, &door] {
      const stop_callback heard([&tell] { tell("stop callback"); });
      const last_words frame(tell, "frame goes");
      const mutex_guard mine = tell_wait(tell, "door", door.lock());
      end_of_victim(tell);
    });
    tell_end(tell, await(victim.join()));
    if (door.locked()) tell("the door stays locked");
  });
}

program fiber_style::cleaning(story& tell) {
  return make_program([&tell] {
    auto victim = spawn("victim", [&tell] {
      const stop_callback heard([&tell] { tell("stop callback"); });
      const last_words frame(tell, "frame goes");
      bool stopped = false;
      try {
        tell_wait(tell, "gate", park("gate"));
      } catch (const cancelled&) {
        stopped = true;
      }
      if (!stopped) return;
      tell_wait(tell, "cleanup", yield("cleanup"));
      tell_wait(tell, "more", yield("more"));
      if (this_task::stop_requested()) tell("token is true");
      throw cancelled();
    });
    await(sleep_for(1s, "main.wait"));
    if (!victim.ended()) wake(victim.ref());
    tell_end(tell, await(victim.join()));
  });
}

}  // namespace cutpoint::contract
