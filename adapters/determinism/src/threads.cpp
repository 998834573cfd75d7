#include "next_function.hpp"

#include <cutpoint/kernel/disturbance.hpp>
#include <cutpoint/kernel/escape.hpp>

#include <pthread.h>
#include <time.h>

#include <memory>
#include <new>

// Named on the linker's command line, so that this file is linked in.
extern "C" {
extern const int cutpoint_watches_threads;
const int cutpoint_watches_threads = 1;
}

// Of a sanitizer, which has to know of every thread.
extern "C" [[gnu::weak]] int __interceptor_pthread_create(pthread_t*, const pthread_attr_t*,
                                                          void* (*)(void*), void*) noexcept;

namespace cutpoint::determinism {
namespace {

using create = int(pthread_t*, const pthread_attr_t*, void* (*)(void*), void*);

void let_the_other_go_first() {
  const timespec a_moment = {.tv_sec = 0, .tv_nsec = 5'000'000};
  nanosleep(&a_moment, nullptr);
}

struct late_start {
  void* (*run)(void*);
  void* argument;
};

void* start_late(void* given) {
  const std::unique_ptr<late_start> late(static_cast<late_start*>(given));
  let_the_other_go_first();
  return late->run(late->argument);
}

}  // namespace
}  // namespace cutpoint::determinism

using namespace cutpoint;
using namespace cutpoint::determinism;

extern "C" int pthread_create(pthread_t* made, const pthread_attr_t* how, void* (*run)(void*),
                              void* argument) noexcept {
  static auto* const next = next_function<create>("pthread_create", __interceptor_pthread_create);
  const bool by_task = tell_escape("pthread_create", "a thread of its own");
  const disturbance::first starts =
      by_task ? current_disturbance().starts : disturbance::first::usual;
  auto* const late = starts == disturbance::first::creator ? new (std::nothrow)
                                                                 late_start{run, argument}
                                                           : nullptr;
  const int result =
      late != nullptr ? next(made, how, start_late, late) : next(made, how, run, argument);
  if (result != 0) delete late;
  if (starts == disturbance::first::thread) let_the_other_go_first();
  return result;
}
