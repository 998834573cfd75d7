#include <cutpoint/coroutine/lost_exception.hpp>

#include "lose.hpp"

#include <cutpoint/kernel/cancelled.hpp>
#include <cutpoint/kernel/kernel.hpp>

#include <atomic>
#include <cstdio>
#include <string>

namespace cutpoint {
namespace {

std::string what_of(const std::exception_ptr& error) {
  try {
    std::rethrow_exception(error);
  } catch (const std::exception& e) {
    return e.what();
  } catch (const cancelled&) {
    return "cancelled";
  } catch (...) {
    return "not a std::exception";
  }
}

[[noreturn]] void tell_and_terminate(std::exception_ptr lost) {
  std::fprintf(stderr,
               "cutpoint: an exception is lost, since a destructor closes a generator: %s\n",
               what_of(lost).c_str());
  std::fflush(stderr);
  std::terminate();
}

constinit std::atomic<lost_exception_handler> current_handler = tell_and_terminate;

}  // namespace

lost_exception_handler set_lost_exception_handler(lost_exception_handler handler) noexcept {
  return current_handler.exchange(handler != nullptr ? handler : tell_and_terminate);
}

void coroutines::lose(const std::exception_ptr& error, const site& where) noexcept {
  if (kernel* const run = find_this_kernel())
    run->violate(oracle::unhandled_exception, where.operation,
                 "an exception is lost, since a destructor closes a generator: " + what_of(error),
                 where);
  else
    current_handler.load()(error);
}

}  // namespace cutpoint
