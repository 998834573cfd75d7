#pragma once

#include <cutpoint/trace/ids.hpp>

#include <cstdint>

namespace cutpoint {

/// A small, fast sequence of pseudo-random numbers, the same on every machine.
/// Source: Steele, Lea, Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014
/// (SplitMix64). A number below a bound is taken from the high half of a product (Lemire, "Fast
/// random integer generation in an interval", TOMACS 2019) without its rejection step: the bias is
/// below the bound divided by 2^32.
class random_numbers {
 public:
  /// Equal seeds give equal numbers.
  explicit random_numbers(seed s) : state_(static_cast<std::uint64_t>(s)) { next(); }

  /// Returns: the next number, any of 2^64.
  std::uint64_t next() {
    const std::uint64_t drawn = drawn_ahead_;
    state_ += 0x9e3779b97f4a7c15;
    std::uint64_t z = state_;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    drawn_ahead_ = z ^ (z >> 31);
    return drawn;
  }

  /// Returns: a number below `bound`. Requires: `bound` > 0.
  std::uint32_t below(std::uint32_t bound) {
    return static_cast<std::uint32_t>(((next() >> 32) * bound) >> 32);
  }

 private:
  std::uint64_t state_;
  // Whoever draws waits for the number, and need not wait for the arithmetic of the next one.
  std::uint64_t drawn_ahead_ = 0;
};

}  // namespace cutpoint
