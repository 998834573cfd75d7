#pragma once

#include <cutpoint/program.hpp>

#include <cstddef>
#include <map>
#include <source_location>
#include <string>

namespace payments {

/// Is the lock of one payment, as long as it lives: whoever owns this token owns the lock, whatever
/// task that is.
using lock_token = cutpoint::permit;

/// One lock for each payment, so that a notification that comes twice is processed once.
class payment_locks {
 public:
  /// Waits until nobody has the lock of `payment`; to be awaited, as `payment.lock`. Gives a
  /// `lock_token`.
  auto lock(const std::string& payment,
            std::source_location where = std::source_location::current()) {
    return locks_.try_emplace(payment, std::size_t{1}, cutpoint::label("payment.lock"))
        .first->second.acquire(1, where);
  }

 private:
  std::map<std::string, cutpoint::semaphore> locks_;
};

}  // namespace payments
