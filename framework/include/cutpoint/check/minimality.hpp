#pragma once

#include <cstdint>
#include <string>

namespace cutpoint {

/// How far it is certain that the run of a finding is the least that leads to it, in the order of
/// `run_key`. Runs with fewer deviations, and of those with as many the ones with fewer stops, are
/// made from below, each once, within the bounds of the check; of those with as many of both, the
/// ones that have not taken more than the best before their last deviation. No run stands for
/// others.
struct minimality {
  /// Every run that could come before this one was made, and none of them leads to the finding.
  bool proved = false;
  /// No run with fewer deviations leads to it. 0: nothing is known.
  std::uint32_t deviations = 0;
  /// Of the runs with that many deviations, none with fewer stops leads to it.
  std::uint32_t stops = 0;
  /// So many different runs were made to show it.
  std::uint64_t runs = 0;
  /// So many of these have as many stops too: it was left off among such.
  std::uint64_t further = 0;
  /// Why it was left off before it was proved.
  std::string obstacle = {};

  /// Returns: whether any run was meant to be made to show it.
  bool looked_for() const { return proved || !obstacle.empty(); }

  friend bool operator==(const minimality&, const minimality&) = default;
};

/// Returns: what `m` claims, and nothing beyond, as a clause.
std::string in_words(const minimality& m);

}  // namespace cutpoint
