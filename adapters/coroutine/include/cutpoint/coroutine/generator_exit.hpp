#pragma once

#include <cutpoint/kernel/cancelled.hpp>
#include <cutpoint/trace/site.hpp>

#include <stdexcept>

namespace cutpoint {

/// Thrown by `close()` at the yield at which a generator is suspended.
///
/// The generator cleans up and ends: by letting the exit pass, by rethrowing it or by returning.
/// Code that lets every `cancelled` pass does so with this one too.
class generator_exit : public cancelled {};

/// Thrown by `close()` where the generator yields again instead of ending. Under check it is not
/// thrown: there it is the finding "suspended after stop".
class ignored_generator_exit : public std::runtime_error {
 public:
  /// `yielded` is where it yielded, `closed` where it was told to end.
  ignored_generator_exit(site yielded, site closed)
      : std::runtime_error("generator ignored GeneratorExit"), yielded_(yielded), closed_(closed) {}

  /// Returns: the yield that should not have been.
  const site& yielded_at() const { return yielded_; }
  /// Returns: where the generator was closed; where its destructor did it, where it was last
  /// resumed.
  const site& closed_at() const { return closed_; }

 private:
  site yielded_;
  site closed_;
};

/// A generator was used in a way in which it cannot be used: `what()` says in which.
class generator_error : public std::logic_error {
 public:
  using std::logic_error::logic_error;
};

}  // namespace cutpoint
