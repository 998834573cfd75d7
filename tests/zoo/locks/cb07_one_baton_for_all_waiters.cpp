// CB07. tenzir's Notify on a folly::coro::Baton, C++: tenzir/tenzir#6432.
//
// One baton carries notifications and the wake-ups of stop callbacks, and every waiter re-arms it.
// Three faults follow. A waiter takes the post of another's stop callback for a notification
// (CB07). A stopped waiter takes a notification away with it (CB07b). And of two stopped waiters
// the first re-arms the baton, so that the second, whose callback has run, sleeps on (CB07c).
// Mended by a queue of batons, each for one waiter and used once; a stopped waiter that was
// notified passes the notification on.
//
// Promise: as many waits return as there were notifications, and a stopped wait returns.

#include "zoo/exhibit.hpp"
#include "zoo/locks/cb07_notify.hpp"

#include <cutpoint/fiber.hpp>

#include <chrono>

namespace cutpoint::zoo {
namespace {

using namespace std::chrono_literals;

using cb07::notify_by_queue;
using cb07::notify_on_one_baton;

template <class Notify>
program two_notifications() {
  return make_program([] {
    Notify ready;
    int notified = 0;
    int returned = 0;
    const auto none_made_up =
        always("no wait returns without a notification", [&] { return returned <= notified; });
    const auto wait = [&] {
      if (ready.wait()) ++returned;
    };
    auto a = spawn("a", wait);
    auto b = spawn("b", wait);
    for (; notified < 2; ++notified) {
      await(sleep_for(1ms, "work"));
      ready.notify_one();
    }
    await(a.join());
    await(b.join());
  });
}

template <class Notify>
program one_notification_handed_round() {
  return make_program([] {
    Notify ready;
    const auto wait_and_notify = [&] {
      if (ready.wait()) ready.notify_one();
    };
    auto a = spawn("a", wait_and_notify);
    auto b = spawn("b", wait_and_notify);
    await(yield("work"));
    ready.notify_one();
    await(a.join());
    await(b.join());
  });
}

template <class Notify>
program notifications_until_stopped() {
  return make_program([] {
    Notify ready;
    const auto wait = [&] { ready.wait(); };
    auto a = spawn("a", wait);
    auto b = spawn("b", wait);
    for (int i = 0; i < 2; ++i) {
      await(sleep_for(1ms, "work"));
      if (this_task::stop_requested()) break;
      ready.notify_one();
    }
    if (this_task::stop_requested()) {
      a.stop(stop_mode::request);
      b.stop(stop_mode::request);
    }
    await(a.join());
    await(b.join());
  });
}

const on_show cb07({
    .id = "CB07",
    .title = "the post of a stop callback is taken for a notification",
    .expected = {.tasks = 3, .stops = 2, .reorders = 1},
    .complaint = {.by = oracle::invariant,
                  .subject = "no wait returns without a notification",
                  .task = ""},
    .buggy = two_notifications<notify_on_one_baton>(),
    .fixed = two_notifications<notify_by_queue>(),
    .declares = {.modes = {stop_mode::request}},
});

const on_show cb07b({
    .id = "CB07b",
    .title = "a stopped waiter takes a notification away with it",
    .expected = {.tasks = 3, .stops = 2, .reorders = 1},
    .complaint = {.by = oracle::deadlock, .subject = "notify.wait", .task = "main/b"},
    .buggy = one_notification_handed_round<notify_on_one_baton>(),
    .fixed = one_notification_handed_round<notify_by_queue>(),
    .declares = {.modes = {stop_mode::request}},
});

const on_show cb07c({
    .id = "CB07c",
    .title = "of two stopped waiters the first strands the second",
    .expected = {.tasks = 3, .stops = 2, .reorders = 1},
    .complaint = {.by = oracle::deadlock, .subject = "notify.wait", .task = "main/b"},
    .buggy = notifications_until_stopped<notify_on_one_baton>(),
    .fixed = notifications_until_stopped<notify_by_queue>(),
    .declares = {.modes = {stop_mode::request}},
});

}  // namespace
}  // namespace cutpoint::zoo
