#pragma once

#include <cutpoint/check/options.hpp>
#include <cutpoint/program/program.hpp>
#include <cutpoint/trace/finding.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// Real cancellation bugs, each as a small program: as it was, as it was mended, and as it was
/// mended wrongly on the way.
namespace cutpoint::zoo {

/// How large the smallest failing run is.
struct size {
  std::uint32_t tasks = 0;
  std::uint32_t stops = 0;
  std::uint32_t reorders = 0;

  friend bool operator==(const size&, const size&) = default;
};

/// One bug on show.
struct exhibit {
  std::string_view id;     ///< `CB01`
  std::string_view title;  ///< what goes wrong, in a few words
  size expected;           ///< what bugs/open.md says of the smallest trace
  /// Where the trace found here is larger than expected: why it has to be.
  std::string_view why_larger = {};
  /// What the buggy variant, and a wrong fix, is found by.
  finding_identity complaint;
  program buggy;
  program fixed;
  std::optional<program> wrong_fix = {};
  /// The modes and promises that the program declares. Names, budgets and folders are the runner's.
  options declares = {};
};

/// Puts an exhibit on show, before `main` begins.
class on_show {
 public:
  explicit on_show(exhibit shown);
};

/// Returns: all that are on show, in the order of their ids.
const std::vector<exhibit>& exhibits();

}  // namespace cutpoint::zoo
