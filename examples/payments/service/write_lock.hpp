#pragma once

#include <cutpoint/kernel/wait_queue.hpp>

namespace payments {

class connection;

/// The server's lock on the books: one transaction at a time writes, first come first served.
class write_lock {
 public:
  /// Returns: whether `c` may begin, or has begun.
  bool free_for(const connection& c) const { return holder_ == nullptr || holder_ == &c; }
  /// Requires: it is free for `c`.
  void take(const connection& c) { holder_ = &c; }
  /// Lets the first in line go on; does nothing if `c` does not hold the lock.
  void release(const connection& c) noexcept;

  /// The waits of those who are in line, each of which takes the lock where it is attempted.
  cutpoint::wait_queue& line() { return line_; }

 private:
  const connection* holder_ = nullptr;
  cutpoint::wait_queue line_;
};

}  // namespace payments
