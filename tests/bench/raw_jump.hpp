#pragma once

#include <boost/context/detail/fcontext.hpp>

#include <cstddef>
#include <memory>

namespace cutpoint::bench {

/// A context of Boost.Context that does nothing but jump back.
class jump_partner {
 public:
  jump_partner();
  /// Jumps there, and returns when it has jumped back.
  void visit() { partner_ = boost::context::detail::jump_fcontext(partner_, nullptr).fctx; }

 private:
  std::unique_ptr<std::byte[]> stack_;
  boost::context::detail::fcontext_t partner_;
};

/// Returns: R, the time of one raw jump. Units: nanoseconds. Cost: some milliseconds.
double raw_jump_ns();

}  // namespace cutpoint::bench
