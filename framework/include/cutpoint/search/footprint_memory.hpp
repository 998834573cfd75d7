#pragma once

#include <cutpoint/kernel/footprint.hpp>
#include <cutpoint/search/happens_before.hpp>

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <vector>

namespace cutpoint {

/// Remembers which object an event turned to next, given all that it had seen: who it is, and the
/// past of each object that it used before. If footprints are complete, the same past leads to the
/// same object in every run. Where it does not, something is shared that is not declared.
///
/// Memory: a table of fixed size, in which new things displace old ones, and two words for each
/// object that the program has.
class footprint_memory {
 public:
  footprint_memory() : slots_(capacity) {}

  /// Returns: the first event at `from` or behind it that is at odds with what is remembered;
  /// nothing where there is none. Remembers the others.
  std::optional<std::size_t> find_odd(std::span<const footprint> events,
                                      const happens_before& order, std::size_t from);

 private:
  static constexpr std::size_t capacity = std::size_t{1} << 15;
  struct slot {
    std::uint64_t seen = 0;
    std::uint64_t next = 0;
  };
  struct object_past {
    std::uint64_t run = 0;
    std::uint64_t hash = 0;
  };

  bool agrees(std::uint64_t seen, std::uint64_t next);
  bool agrees(const footprint& event);

  std::uint64_t& past_of(object_id object);

  std::vector<slot> slots_;
  std::map<std::uint64_t, object_past> pasts_;
  std::uint64_t run_ = 0;
  std::uint64_t all_ = 0;  ///< of all events so far
};

}  // namespace cutpoint
