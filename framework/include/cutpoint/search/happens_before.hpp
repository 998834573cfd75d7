#pragma once

#include <cutpoint/kernel/footprint.hpp>

#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <vector>

namespace cutpoint {

/// The order that the events of a run have among themselves, whichever of the equivalent runs it
/// was: the smallest partial order in which every two that do not commute are ordered as they
/// happened.
///
/// Source: Mazurkiewicz, "Trace theory", 1987. Cost of `assign`: for each event one pass over the
/// events that it is ordered with, 64 at a time. Memory: a bit for each two events.
class happens_before {
 public:
  /// Whether who arrives at a lock comes before whoever takes it then.
  enum class arrivals : std::uint8_t { unordered, ordered };

  /// Takes the events of another run. `further` has for each event what it is to be taken to use
  /// besides, or is empty. Lifetime: both are read by this call only.
  void assign(std::span<const footprint> events,
              std::span<const std::span<const touch>> further = {},
              arrivals come = arrivals::unordered);

  std::size_t size() const { return adjacent_.size(); }  ///< how many events there are
  /// Returns: whether event `a` comes before event `b` in all equivalent runs.
  bool before(std::size_t a, std::size_t b) const {
    return (rows_[b * words_ + a / 64] >> (a % 64) & 1) != 0;
  }
  /// Returns: the events before `b` with nothing between them and it, in ascending order.
  std::span<const std::uint32_t> adjacent(std::size_t b) const { return adjacent_[b]; }
  /// Returns: a hash of event `b` and all that comes before it, equal in equivalent runs.
  std::uint64_t past(std::size_t b) const { return pasts_[b]; }
  /// Returns: a hash of the whole, equal for equivalent runs and, but for collisions, for no
  /// others.
  std::uint64_t hash() const;

 private:
  struct uses {
    std::uint64_t run = 0;  ///< what follows is of this one
    object_use how{};
    std::vector<std::uint32_t> last;    ///< since it was last used in another way
    std::vector<std::uint32_t> before;  ///< the ones before these
  };

  void order(std::uint32_t event, std::span<const touch> touches, arrivals come);

  std::size_t words_ = 0;
  std::vector<std::uint64_t> rows_;
  std::vector<std::vector<std::uint32_t>> adjacent_;
  std::vector<std::uint64_t> pasts_;
  std::map<std::uint64_t, uses> used_;  ///< objects have the same names in every run
  std::uint64_t run_ = 0;
  std::vector<std::uint32_t> direct_;
};

/// Returns: a number that differs where the two or their order do.
inline std::uint64_t hash_of_two(std::uint64_t a, std::uint64_t b) {
  std::uint64_t z = a * 0x9e3779b97f4a7c15 + b + 0x632be59bd9b4e019;
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
  z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
  return z ^ (z >> 31);
}

}  // namespace cutpoint
