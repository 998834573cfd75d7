#include "zoo/schedules/suite.hpp"

#include <cutpoint/kernel/kernel.hpp>

namespace cutpoint::schedules {

std::vector<subject> suite() {
  std::vector<subject> all;
  all.push_back(account());
  all.push_back(bluetooth());
  all.push_back(string_buffer());
  for (const int others : {3, 7}) all.push_back(wrong_lock(others));
  all.push_back(philosophers(2, "deadlock01"));
  for (const int count : {3, 5, 7}) all.push_back(philosophers(count, {}));
  for (const int writers : {1, 20, 50, 100}) all.push_back(two_stage(writers));
  for (const int tasks : {3, 5, 10, 20, 50, 100}) all.push_back(reorder(tasks));
  all.push_back(handoff(2, 2, 4));
  all.push_back(handoff(4, 4, 6));
  all.push_back(two_permits(2, 2, 4));
  all.push_back(two_permits(3, 3, 6));
  all.push_back(async_close(1, 2, 4));
  all.push_back(async_close(2, 3, 6));
  all.push_back(abandoned_booking());
  all.push_back(retried_commit());
  all.push_back(hedged_write());
  all.push_back(lost_baton());
  return all;
}

void demand(bool holds, label promise, std::source_location where) {
  if (!holds) this_kernel().violate(oracle::invariant, promise, "does not hold", {promise, where});
}

run_bounds bounds_with_stops(stop_modes modes) {
  return {.modes = modes, .stops = 2, .faults = 1, .timers = 1};
}

}  // namespace cutpoint::schedules
