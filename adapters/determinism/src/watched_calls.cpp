#include <cutpoint/determinism/watched_calls.hpp>

namespace cutpoint::determinism {

std::span<const std::string_view> watched_calls() {
  static constexpr std::string_view names[] = {
      "clock_gettime", "gettimeofday", "time",   "std::random_device", "getentropy",
      "getrandom",     "getpid",       "gettid", "pthread_create"};
  return names;
}

}  // namespace cutpoint::determinism
