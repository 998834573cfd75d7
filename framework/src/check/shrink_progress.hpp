#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace cutpoint {

/// Says on the terminal how far the work on a finding has come, now and then; says nothing where
/// standard error is no terminal.
class shrink_progress {
 public:
  /// `name` is that of the check, and outlives this object.
  explicit shrink_progress(std::string_view name);

  /// So many deviations are left after so many runs.
  void shrunk(std::size_t deviations, std::uint64_t runs);
  /// So many runs were made from below, those with so many deviations last.
  void proved(std::size_t deviations, std::uint64_t runs);

 private:
  void say(std::string_view line);

  std::string_view name_;
  bool speaks_;
  std::chrono::steady_clock::time_point last_;
};

}  // namespace cutpoint
