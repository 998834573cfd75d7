#include "exit_code.hpp"

#include <algorithm>
#include <array>

namespace cutpoint::cli {
namespace {

constexpr std::array gravest_first = {
    exit_code::interrupted, exit_code::bad_input,        exit_code::not_deterministic,
    exit_code::findings,    exit_code::nothing_explored, exit_code::coverage_not_reached,
    exit_code::clean,
};

exit_code judge(const test_summary& t) {
  switch (t.result) {
    case verdict::bad_input:
      return exit_code::bad_input;
    case verdict::nothing_explored:
      return exit_code::nothing_explored;
    case verdict::clean:
    case verdict::skipped:
      return exit_code::clean;
    case verdict::findings:
    case verdict::not_deterministic:
      break;
  }
  exit_code worst = exit_code::clean;
  for (const finding_summary& f : t.findings)
    if (!f.known)
      worst =
          graver(worst, f.identity.by == oracle::not_deterministic ? exit_code::not_deterministic
                                                                   : exit_code::findings);
  return worst;
}

}  // namespace

exit_code judge(const run_summary& run) {
  exit_code worst = exit_code::clean;
  for (const test_summary& t : run.tests) worst = graver(worst, judge(t));
  return worst;
}

exit_code graver(exit_code a, exit_code b) {
  return std::ranges::find(gravest_first, a) < std::ranges::find(gravest_first, b) ? a : b;
}

}  // namespace cutpoint::cli
