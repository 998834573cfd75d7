// The programs of the table's columns, as coroutines.

#include "contract/coroutine_style.hpp"
#include "contract/coroutine_telling.hpp"

#include <cutpoint/coroutine.hpp>

#include <optional>

using namespace std::chrono_literals;

namespace cutpoint::contract {

program coroutine_style::before_start(story& tell) {
  return make_program([&tell]() -> task<void> {
    auto victim = spawn(
        "victim",
        [&tell](last_words) -> task<void> {
          tell("body runs");
          co_await co_tell_wait(tell, "first", yield("first"));
          co_await co_end_of_victim(tell);
        },
        last_words(tell, "argument goes"));
    tell_end(tell, co_await victim.join());
  });
}

program coroutine_style::parked(story& tell) {
  return make_program([&tell]() -> task<void> {
    auto victim = spawn("victim", [&tell]() -> task<void> {
      const stop_callback heard([&tell] { tell("stop callback"); });
      const last_words frame(tell, "frame goes");
      co_await co_tell_wait(tell, "gate", park("gate"));
      co_await co_end_of_victim(tell);
    });
    co_await sleep_for(1s, "main.wait");
    if (!victim.ended()) wake(victim.ref());
    tell_end(tell, co_await victim.join());
  });
}

program coroutine_style::granted(story& tell) {
  return make_program([&tell]() -> task<void> {
    mutex door("door");
    std::optional<mutex_guard> held(co_await door.lock());
    auto victim = spawn("victim", [&tell, &door]() -> task<void> {
      const stop_callback heard([&tell] { tell("stop callback"); });
      const last_words frame(tell, "frame goes");
      const mutex_guard mine = co_await co_tell_wait(tell, "door", door.lock());
      co_await co_end_of_victim(tell);
    });
    auto heir = spawn("heir", [&tell, &door]() -> task<void> {
      const mutex_guard mine = co_await door.lock();
      tell("heir owns the door");
    });
    co_await sleep_for(1s, "main.wait");
    held.reset();
    co_await yield("main.pause");
    co_await heir.join();
    tell_end(tell, co_await victim.join());
    if (door.locked()) tell("the door stays locked");
  });
}

program coroutine_style::yielding(story& tell) {
  return make_program([&tell]() -> task<void> {
    auto victim = spawn("victim", [&tell]() -> task<void> {
      const stop_callback heard([&tell] { tell("stop callback"); });
      const last_words frame(tell, "frame goes");
      co_await co_tell_wait(tell, "pause", yield("pause"));
      co_await co_end_of_victim(tell);
    });
    tell_end(tell, co_await victim.join());
  });
}

program coroutine_style::passing(story& tell) {
  return make_program([&tell]() -> task<void> {
    mutex door("door");
    auto victim = spawn("victim", [&tell, &door]() -> task<void> {
      const stop_callback heard([&tell] { tell("stop callback"); });
      const last_words frame(tell, "frame goes");
      const mutex_guard mine = co_await co_tell_wait(tell, "door", door.lock());
      co_await co_end_of_victim(tell);
    });
    tell_end(tell, co_await victim.join());
    if (door.locked()) tell("the door stays locked");
  });
}

program coroutine_style::cleaning(story& tell) {
  return make_program([&tell]() -> task<void> {
    auto victim = spawn("victim", [&tell]() -> task<void> {
      const stop_callback heard([&tell] { tell("stop callback"); });
      const last_words frame(tell, "frame goes");
      bool stopped = false;
      try {
        co_await co_tell_wait(tell, "gate", park("gate"));
      } catch (const cancelled&) {
        stopped = true;
      }
      if (!stopped) co_return;
      co_await co_tell_wait(tell, "cleanup", yield("cleanup"));
      co_await co_tell_wait(tell, "more", yield("more"));
      if (this_task::stop_requested()) tell("token is true");
      throw cancelled();
    });
    co_await sleep_for(1s, "main.wait");
    if (!victim.ended()) wake(victim.ref());
    tell_end(tell, co_await victim.join());
  });
}

}  // namespace cutpoint::contract
