#include "next_function.hpp"

#include <cutpoint/kernel/disturbance.hpp>
#include <cutpoint/kernel/escape.hpp>

#include <sys/time.h>
#include <time.h>

#include <chrono>
#include <cstdint>

// Named on the linker's command line, so that this file is linked in.
extern "C" {
extern const int cutpoint_watches_clocks;
const int cutpoint_watches_clocks = 1;
}

namespace cutpoint::determinism {
namespace {

constexpr std::int64_t second = 1'000'000'000;

// How far ahead clocks are for the program, in a run in which they are to be wrong.
std::int64_t lead(std::string_view call) {
  if (!tell_escape(call, "a real clock")) return 0;
  static std::int64_t looks = 0;
  const disturbance& d = current_disturbance();
  return d.clock.count() + d.tick.count() * ++looks;
}

int real_time(clockid_t which, timespec* now) {
  static auto* const next = next_function<int(clockid_t, timespec*)>("clock_gettime");
  return next(which, now);
}

}  // namespace
}  // namespace cutpoint::determinism

using namespace cutpoint::determinism;

extern "C" int clock_gettime(clockid_t which, timespec* now) noexcept {
  const std::int64_t ahead = lead("clock_gettime");
  const int result = real_time(which, now);
  if (result != 0 || ahead == 0) return result;
  const std::int64_t nanoseconds = now->tv_nsec + ahead % second;
  now->tv_sec += ahead / second + nanoseconds / second;
  now->tv_nsec = nanoseconds % second;
  return result;
}

extern "C" int gettimeofday(timeval* __restrict now, void* __restrict) noexcept {
  const std::int64_t ahead = lead("gettimeofday");
  timespec exact = {};
  const int result = real_time(CLOCK_REALTIME, &exact);
  const std::int64_t nanoseconds = exact.tv_nsec + ahead % second;
  now->tv_sec = exact.tv_sec + ahead / second + nanoseconds / second;
  now->tv_usec = nanoseconds % second / 1000;
  return result;
}

extern "C" time_t time(time_t* kept) noexcept {
  const std::int64_t ahead = lead("time");
  timespec exact = {};
  real_time(CLOCK_REALTIME_COARSE, &exact);
  const time_t now = exact.tv_sec + ahead / second;
  if (kept != nullptr) *kept = now;
  return now;
}
