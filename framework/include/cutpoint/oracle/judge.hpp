#pragma once

#include <cutpoint/trace/finding.hpp>

#include <cstdint>
#include <initializer_list>
#include <vector>

namespace cutpoint {

class kernel;

/// A set of oracles.
class oracle_set {
 public:
  constexpr oracle_set() = default;
  /// The set of these oracles.
  constexpr oracle_set(std::initializer_list<oracle> members) {
    for (const oracle o : members) bits_ |= bit(o);
  }
  /// Whether `o` is one of them.
  constexpr bool contains(oracle o) const { return (bits_ & bit(o)) != 0; }
  friend constexpr bool operator==(oracle_set, oracle_set) = default;

 private:
  static constexpr std::uint32_t bit(oracle o) { return 1U << static_cast<unsigned>(o); }
  std::uint32_t bits_ = 0;
};

/// Returns: what the oracles, but for those in `off`, complain about in the run that `run` has
/// looped through and not finished: worst first, each identity once. Death, determinism and
/// exploration are judged by whoever makes the runs.
/// Cost: linear in the tasks and ledger entries of the run; allocates only for findings.
std::vector<finding> judge(const kernel& run, oracle_set off = {});

}  // namespace cutpoint
