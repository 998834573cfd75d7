// The clocks of std::chrono tell virtual time to the tasks of a run, and real time to everybody
// else. The executable's own definitions come before those of the C++ library; both are here, in
// one object, so that the library's is never asked for.

#include <cutpoint/asio/virtual_clocks.hpp>
#include <cutpoint/kernel/kernel.hpp>

#include <dlfcn.h>
#include <sys/timerfd.h>
#include <time.h>

#include <chrono>

#ifndef __GLIBCXX__
#error \
    "cutpoint::asio_clock knows the clocks of libstdc++ only: link without it, or build with libstdc++"
#endif

// Named on the linker's command line, so that this file is linked in.
extern "C" {
extern const int cutpoint_owns_clocks;
const int cutpoint_owns_clocks = 1;
}

namespace {

const cutpoint::virtual_clock* clock_of_task() {
  cutpoint::kernel* const run = cutpoint::find_this_kernel();
  return run != nullptr && run->in_task() ? &run->clock() : nullptr;
}

std::chrono::nanoseconds real_time(clockid_t which) {
  timespec now = {};
  clock_gettime(which, &now);
  return std::chrono::seconds(now.tv_sec) + std::chrono::nanoseconds(now.tv_nsec);
}

}  // namespace

namespace std::chrono {
inline namespace _V2 {

steady_clock::time_point steady_clock::now() noexcept {
  const cutpoint::virtual_clock* const run = clock_of_task();
  if (run == nullptr) return time_point(real_time(CLOCK_MONOTONIC));
  return cutpoint::asio::virtual_start<steady_clock>() + run->now().time_since_epoch();
}

system_clock::time_point system_clock::now() noexcept {
  const cutpoint::virtual_clock* const run = clock_of_task();
  if (run == nullptr) return time_point(real_time(CLOCK_REALTIME));
  return cutpoint::asio::virtual_start<system_clock>() + run->now().time_since_epoch();
}

}  // namespace _V2
}  // namespace std::chrono

// In a run it is the kernel that knows when a timer is due; a descriptor of the machine's is armed
// for nobody, at fifty times what the rest of a wait costs.
extern "C" int timerfd_settime(int descriptor, int flags, const itimerspec* wanted,
                               itimerspec* before) noexcept {
  if (cutpoint::find_this_kernel() != nullptr) {
    if (before != nullptr) *before = {};
    return 0;
  }
  using set_time = int(int, int, const itimerspec*, itimerspec*);
  static auto* const next = reinterpret_cast<set_time*>(dlsym(RTLD_NEXT, "timerfd_settime"));
  return next(descriptor, flags, wanted, before);
}
