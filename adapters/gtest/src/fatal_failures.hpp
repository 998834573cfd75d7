#pragma once

#include <cutpoint/kernel/kernel.hpp>

namespace cutpoint::gtest {

/// Whether a fatal assertion failed in the run in progress.
class fatal_failures final : public kernel_extension {
 public:
  void note() { any_ = true; }
  bool any() const { return any_; }

  void end_run() noexcept override { any_ = false; }
  bool guards(const void*) const noexcept override { return false; }

 private:
  bool any_ = false;
};

}  // namespace cutpoint::gtest
