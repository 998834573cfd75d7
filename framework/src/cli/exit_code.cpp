#include "exit_code.hpp"

#include <algorithm>

namespace cutpoint::cli {

exit_code judge(std::span<const test_summary> tests) {
  const auto any = [&](verdict v) {
    return std::ranges::find(tests, v, &test_summary::result) != tests.end();
  };
  if (any(verdict::bad_input)) return exit_code::bad_input;
  if (any(verdict::not_deterministic)) return exit_code::not_deterministic;
  if (any(verdict::findings)) return exit_code::findings;
  if (any(verdict::nothing_explored)) return exit_code::nothing_explored;
  return exit_code::clean;
}

}  // namespace cutpoint::cli
