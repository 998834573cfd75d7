// Calls by which a task would wait for the world outside of the run, or reach it. Nobody would ever
// wake it, or not twice in the same way: so they are misuse, and the finding names them. Outside of
// runs, and in other threads, they do what they always do.

#include <cutpoint/kernel/contract.hpp>
#include <cutpoint/kernel/kernel.hpp>

#include <dlfcn.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>

#include <cstdio>
#include <cstdlib>

// Named on the linker's command line, so that this file is linked in.
extern "C" {
extern const int cutpoint_owns_blocking_calls;
const int cutpoint_owns_blocking_calls = 1;
}

namespace {

bool a_task_calls() {
  const cutpoint::kernel* const run = cutpoint::find_this_kernel();
  return run != nullptr && run->in_task() && !run->finishing();
}

template <class Function>
Function* next_function(const char* name) {
  void* const found = dlsym(RTLD_NEXT, name);
  if (found != nullptr) return reinterpret_cast<Function*>(found);
  std::fprintf(stderr, "cutpoint: there is no %s behind that of cutpoint::asio_clock\n", name);
  std::abort();
}

}  // namespace

extern "C" int epoll_wait(int descriptor, epoll_event* events, int most, int timeout) {
  if (timeout != 0 && a_task_calls())
    cutpoint::misuse(
        "epoll_wait: a task waits in an event loop of its own, where virtual time does not pass: "
        "give it the executor of the run instead of running an io_context");
  static auto* const next = next_function<int(int, epoll_event*, int, int)>("epoll_wait");
  return next(descriptor, events, most, timeout);
}

extern "C" int socket(int domain, int type, int protocol) noexcept {
  if (a_task_calls())
    cutpoint::misuse(
        "socket: a real socket inside a program under check: nobody decides when it is ready; use "
        "a stream in memory");
  static auto* const next = next_function<int(int, int, int)>("socket");
  return next(domain, type, protocol);
}

extern "C" int nanosleep(const timespec* length, timespec* left) {
  if (a_task_calls())
    cutpoint::misuse("nanosleep: a task blocks its thread: wait for a timer of Asio's instead");
  static auto* const next = next_function<int(const timespec*, timespec*)>("nanosleep");
  return next(length, left);
}

extern "C" int clock_nanosleep(clockid_t which, int flags, const timespec* until, timespec* left) {
  if (a_task_calls())
    cutpoint::misuse(
        "clock_nanosleep: a task blocks its thread, as by std::this_thread::sleep_for: wait for a "
        "timer of Asio's instead");
  static auto* const next =
      next_function<int(clockid_t, int, const timespec*, timespec*)>("clock_nanosleep");
  return next(which, flags, until, left);
}
