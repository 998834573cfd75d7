#pragma once

#include <cutpoint/kernel/kernel.hpp>
#include <cutpoint/program/program.hpp>
#include <cutpoint/search/random_walk.hpp>

#include <cstddef>
#include <cstdint>
#include <vector>

namespace cutpoint::bench {

/// Makes runs of a program in this process, one random schedule after another, without stops and
/// faults. Every choice that is not benign is recorded.
class random_runs {
 public:
  explicit random_runs(program runs);
  void run();

 private:
  program program_;
  kernel kernel_;
  random_walk walk_;
  std::uint64_t job_ = 0;
  std::size_t taken_ = 0;
  std::vector<taken_choice> slots_;
};

}  // namespace cutpoint::bench
