#pragma once

#include <cutpoint/trace/deviation.hpp>

#include <cstdint>
#include <map>
#include <set>
#include <span>
#include <string>
#include <tuple>
#include <vector>

namespace cutpoint {

/// The candidates that were probed. Two are the same if they ask for the same set of deviations,
/// whatever their order and their numbers.
class tried_candidates {
 public:
  /// Returns: false if `candidate` was inserted before.
  bool insert(std::span<const deviation> candidate);
  bool contains(std::span<const deviation> candidate);

 private:
  // All but the numbers.
  using meaning = std::tuple<deviation_kind, std::string, std::string, std::uint32_t, window,
                             stop_reach, std::uint32_t, stop_mode, std::string, std::uint32_t>;
  std::vector<std::uint32_t> set_of(std::span<const deviation> candidate);

  std::map<meaning, std::uint32_t> known_;
  std::set<std::vector<std::uint32_t>> tried_;
};

}  // namespace cutpoint
