#pragma once

#include <cutpoint/kernel/kernel.hpp>
#include <cutpoint/program.hpp>
#include <cutpoint/search/happens_before.hpp>

#include <cstddef>
#include <cstdint>
#include <vector>

namespace cutpoint {

/// Makes every run with at most so many stops of single tasks: plain depth-first search.
class depth_first final : public decider {
 public:
  explicit depth_first(std::uint32_t most_stops) : most_stops_(most_stops) {}

  footprint_log* footprints() override { return &log_; }
  std::uint32_t decide(const choice_point& point) override;
  bool next_run();               ///< Returns: false where all were made.
  std::uint64_t class_of_run();  ///< the hash of the class of the last run

 private:
  struct branch {
    std::size_t taken;
    std::size_t moves;
  };
  std::uint32_t most_stops_;
  footprint_log log_;
  happens_before order_;
  std::vector<branch> path_;
  std::size_t reached_ = 0;
  std::uint32_t stops_ = 0;
};

/// Makes runs of one program.
class maker {
 public:
  maker(program made, stop_mode mode, std::uint32_t stops);

  /// Makes one, and calls `note(kernel)` before it is taken down.
  template <class Note>
  void run(decider& decides, const Note& note) {
    std::size_t count = 0;
    kernel_.begin({.decides = decides, .bounds = bounds_, .log = choice_log(count, slots_)});
    made_.start(kernel_);
    kernel_.loop();
    note(kernel_);
    kernel_.finish_run();
  }

 private:
  program made_;
  run_bounds bounds_;
  kernel kernel_;
  std::vector<taken_choice> slots_ = std::vector<taken_choice>(10'000);
};

/// Returns: how many programs a property is to try: so many in CI, or as many as
/// CUTPOINT_REDUCED_PROGRAMS says.
int programs_wanted(int in_ci);

}  // namespace cutpoint
