#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace cutpoint::rapidcheck {

/// The configurations that a search has come to: how far the tasks are, and the state of the model.
/// States are compared, so they need no hash; few of them have a front in common.
template <class State>
class visited_configurations {
 public:
  /// Returns: false where the search has been there before.
  bool insert(std::uint64_t front, const State& state) {
    if (entries_.size() == buckets_.size()) grow();
    std::uint32_t& first = bucket_of(front);
    for (std::uint32_t at = first; at != none; at = entries_[at].next)
      if (entries_[at].front == front && entries_[at].state == state) return false;
    entries_.push_back({front, first, state});
    first = static_cast<std::uint32_t>(entries_.size() - 1);
    return true;
  }
  std::size_t size() const { return entries_.size(); }  ///< how many there are

 private:
  static constexpr auto none = static_cast<std::uint32_t>(-1);
  struct entry {
    std::uint64_t front;
    std::uint32_t next;
    State state;
  };

  // A power of two, taken from the high bits of a product.
  std::uint32_t& bucket_of(std::uint64_t front) {
    return buckets_[(front * 0x9e3779b97f4a7c15U) >> shift_];
  }
  void grow() {
    --shift_;
    buckets_.assign(std::size_t{1} << (64 - shift_), none);
    for (std::uint32_t at = 0; at < entries_.size(); ++at) {
      std::uint32_t& first = bucket_of(entries_[at].front);
      entries_[at].next = std::exchange(first, at);
    }
  }

  unsigned shift_ = 59;  ///< of the 64 bits; growing for the first time makes 64 buckets
  std::vector<std::uint32_t> buckets_;
  std::vector<entry> entries_;
};

}  // namespace cutpoint::rapidcheck
