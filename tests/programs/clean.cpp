#include "programs/families.hpp"
#include "programs/gate.hpp"

#include <cutpoint/fiber.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <stdexcept>

namespace cutpoint::programs {
namespace {

using namespace std::chrono_literals;

constexpr stop_modes every_mode = {stop_mode::edge, stop_mode::level, stop_mode::drop,
                                   stop_mode::request};

void connections_go_back() {
  mutex pool("pool.lock");
  int commits = 0;
  scope notifiers;
  for (int i = 0; i < 2; ++i)
    notifiers.spawn("notify", [&] {
      const mutex_guard held = await(pool.lock());
      const tracked<int> connection("connection", 7);
      await(sleep_for(2s, "db.begin"));
      const shield committing;
      await(sleep_for(1s, "db.commit"));
      ++commits;
    });
  const auto right = at_end("no more commits than notifiers", [&] { return commits <= 2; });
  await(notifiers.join());
}

void ticket_of_a_stopped_guest_is_passed_on() {
  gate<ticket_is_passed_on> door;
  const auto visit = [&] {
    door.pass();
    door.give_ticket();
  };
  auto first = spawn("first", visit);
  auto second = spawn("second", visit);
  await(sleep_for(1s, "doors.open"));
  door.give_ticket();
  await(second.join());
}

std::optional<std::uint32_t> ask_once() {
  await(sleep_for(1s, "server.ask"));
  if (fault("server.answer")) return std::nullopt;
  return choose(3, "server.answer");
}

std::uint32_t ask_until_answered() {
  for (;;) {
    auto asked = spawn("ask", ask_once);
    auto answer = await(asked.join());
    if (!answer.has_value()) return 0;
    if (const auto number = answer.value()) return *number;
  }
}

void client_asks_again() {
  const auto soon = always("it ends soon", [] { return this_run::now() < virtual_time(1h); });
  auto client = spawn("client", ask_until_answered);
  const auto answer = await(client.join());
  if (!this_run::undisturbed()) return;
  if (!answer.has_value()) throw std::logic_error("no answer, though nothing went wrong");
}

void listener_handles_its_stop() {
  auto listener = spawn("listener", [] {
    bool stopped = this_task::stop_requested();
    const stop_callback on_stop([&] { stopped = true; });
    while (!stopped && this_run::now() < virtual_time(3s)) {
      try {
        await(sleep_for(1s, "socket.read"));
      } catch (const cancelled&) {
        this_task::acknowledge_stop();
        stopped = true;
      }
    }
  });
  await(listener.join());
}

void nothing_ever_waits() { release(acquire("connection")); }

}  // namespace

std::vector<named_program> clean_ones() {
  return {
      {"connections_go_back", connections_go_back, {.modes = every_mode, .random_runs = 300}},
      {"ticket_of_a_stopped_guest_is_passed_on",
       ticket_of_a_stopped_guest_is_passed_on,
       {.modes = every_mode, .random_runs = 300}},
      {"client_asks_again", client_asks_again, {.modes = every_mode, .random_runs = 300}},
      {"listener_handles_its_stop",
       listener_handles_its_stop,
       {.modes = every_mode, .order = task_order::fifo, .random_runs = 300}},
      {"nothing_ever_waits", nothing_ever_waits, {.random_runs = 0}},
  };
}

}  // namespace cutpoint::programs
