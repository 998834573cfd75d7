// Whatever differs from process to process is a random number.

#include "next_function.hpp"

#include <cutpoint/kernel/escape.hpp>

#include <sys/random.h>
#include <sys/types.h>
#include <unistd.h>

#include <cstddef>

// Named on the linker's command line, so that this file is linked in.
extern "C" {
extern const int cutpoint_watches_random_numbers;
const int cutpoint_watches_random_numbers = 1;
}

using cutpoint::tell_escape;
using cutpoint::determinism::next_function;

namespace {

constexpr const char* random_value = "_ZNSt13random_device9_M_getvalEv";

}  // namespace

// std::random_device::operator(), which may ask the processor and call nothing. Weak: a static C++
// library brings its own.
unsigned int cutpoint_random_device_value(void* device) asm("_ZNSt13random_device9_M_getvalEv");
[[gnu::weak]] unsigned int cutpoint_random_device_value(void* device) {
  static auto* const next = next_function<unsigned int(void*)>(random_value);
  tell_escape("std::random_device", "a random number");
  return next(device);
}

extern "C" int getentropy(void* to, std::size_t size) {
  static auto* const next = next_function<int(void*, std::size_t)>("getentropy");
  tell_escape("getentropy", "a random number");
  return next(to, size);
}

extern "C" ssize_t getrandom(void* to, std::size_t size, unsigned int flags) {
  static auto* const next = next_function<ssize_t(void*, std::size_t, unsigned int)>("getrandom");
  tell_escape("getrandom", "a random number");
  return next(to, size, flags);
}

extern "C" pid_t getpid() noexcept {
  static auto* const next = next_function<pid_t()>("getpid");
  tell_escape("getpid", "a process id");
  return next();
}

extern "C" pid_t gettid() noexcept {
  static auto* const next = next_function<pid_t()>("gettid");
  tell_escape("gettid", "a thread id");
  return next();
}
