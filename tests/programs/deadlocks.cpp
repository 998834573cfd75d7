#include "programs/families.hpp"
#include "programs/gate.hpp"

#include <cutpoint/fiber.hpp>

#include <chrono>

namespace cutpoint::programs {
namespace {

using namespace std::chrono_literals;

void ticket_of_a_stopped_guest_is_lost() {
  gate<ticket_is_lost> door;
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

void locks_in_opposite_order() {
  mutex left("left.lock");
  mutex right("right.lock");
  auto one = spawn("one", [&] {
    const mutex_guard first = await(left.lock());
    const mutex_guard second = await(right.lock());
  });
  auto two = spawn("two", [&] {
    const mutex_guard first = await(right.lock());
    const mutex_guard second = await(left.lock());
  });
  await(one.join());
  await(two.join());
}

}  // namespace

std::vector<named_program> deadlocks() {
  return {
      {"ticket_of_a_stopped_guest_is_lost", ticket_of_a_stopped_guest_is_lost, {.random_runs = 0}},
      {"locks_in_opposite_order",
       locks_in_opposite_order,
       {.modes = {stop_mode::edge, stop_mode::level, stop_mode::drop, stop_mode::request},
        .random_runs = 200}},
  };
}

}  // namespace cutpoint::programs
