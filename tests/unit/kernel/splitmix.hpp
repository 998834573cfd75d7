#pragma once

#include <cstdint>

namespace cutpoint::unit {

/// Sebastiano Vigna's SplitMix64: the same numbers everywhere.
class splitmix {
 public:
  explicit splitmix(std::uint64_t start) : state_(start) {}
  std::uint32_t below(std::uint32_t bound) { return static_cast<std::uint32_t>(next() % bound); }

 private:
  std::uint64_t next() {
    std::uint64_t z = state_ += 0x9e3779b97f4a7c15U;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9U;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebU;
    return z ^ (z >> 31);
  }
  std::uint64_t state_;
};

}  // namespace cutpoint::unit
