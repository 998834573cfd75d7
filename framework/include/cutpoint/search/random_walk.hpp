#pragma once

#include <cutpoint/kernel/random_numbers.hpp>
#include <cutpoint/search/strategy.hpp>

#include <cstdint>

namespace cutpoint {

/// Any ready task goes on, each as likely as the others; stops and faults come now and then.
/// Job `i` depends on the seed and on `i` alone.
class random_walk final : public strategy {
 public:
  /// `points` is about how many choices a run has: about one in so many is a stop.
  random_walk(seed from, std::uint64_t runs, std::uint64_t points);

  bool begin_run(std::uint64_t job) override;
  std::uint32_t decide(const choice_point& point) override;
  random_numbers* even_picks() override { return &draws_; }
  void end_run(const kernel& run, std::span<const finding> found) override;

 private:
  seed from_;
  std::uint64_t runs_;
  std::uint32_t one_in_;
  random_numbers draws_;
};

}  // namespace cutpoint
