// CB60. Application cleanup of aiohttp, Python: aio-libs/aiohttp#8908.
//
// Shutting down runs a list of finalizers and collects their errors, so that one that fails does
// not keep the others from running. A stop is no ordinary error: it leaves the loop.
//
// Promise: every finalizer runs, whatever happens to the others.

#include "zoo/exhibit.hpp"

#include <cutpoint/coroutine.hpp>

#include <exception>
#include <stdexcept>
#include <vector>

namespace cutpoint::zoo {
namespace {

enum class stop_in_a_finalizer { skips_the_rest, is_thrown_at_the_end };

class resource {
 public:
  explicit resource(label kind) : entry_(acquire(kind)) {}
  void close() { release(entry_); }

 private:
  entry_id entry_;
};

task<void> finalize(resource owned) {
  owned.close();
  co_await yield("finalize");
  if (fault("finalizer")) throw std::runtime_error("finalizer failed");
}

task<void> shut_down(std::vector<resource> opened, stop_in_a_finalizer what) {
  std::vector<std::exception_ptr> errors;
  std::exception_ptr stop;
  for (const resource r : opened) {
    try {
      co_await finalize(r);
    } catch (const std::exception&) {
      errors.push_back(std::current_exception());
    } catch (const cancelled&) {
      if (what == stop_in_a_finalizer::skips_the_rest) throw;
      stop = std::current_exception();
    }
  }
  if (stop) std::rethrow_exception(stop);
}

task<void> serve(stop_in_a_finalizer what) {
  std::vector<resource> opened{resource("database"), resource("sessions")};
  std::exception_ptr stop;
  try {
    co_await yield("serve");
  } catch (const cancelled&) {
    stop = std::current_exception();
  }
  co_await shut_down(opened, what);
  if (stop) std::rethrow_exception(stop);
}

program two_finalizers(stop_in_a_finalizer what) {
  return make_program([what] { return serve(what); });
}

const on_show cb60({
    .id = "CB60",
    .title = "a stop in one finalizer skips all the others",
    .expected = {.tasks = 1, .stops = 1, .reorders = 0},
    .complaint = {.by = oracle::leak, .subject = "sessions", .task = "main"},
    .buggy = two_finalizers(stop_in_a_finalizer::skips_the_rest),
    .fixed = two_finalizers(stop_in_a_finalizer::is_thrown_at_the_end),
});

}  // namespace
}  // namespace cutpoint::zoo
