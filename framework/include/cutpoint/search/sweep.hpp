#pragma once

#include <cutpoint/search/profile.hpp>
#include <cutpoint/search/strategy.hpp>

#include <cstddef>
#include <vector>

namespace cutpoint {

/// Every run with a single deviation: one stop at every scheduling point of the baseline, into
/// every task and every scope that may be stopped there, in every mode; each fault, each other
/// value, each reorder and each early timer. All else is benign.
///
/// Stops of single tasks, faults and values come first, then reorders and early timers. Wide stops
/// come last: what they find is harder to read than the same finding by a stop of one task.
class sweep final : public strategy {
 public:
  /// Of each choice of the baseline, each move that is not benign.
  explicit sweep(const profile& base);

  bool begin_run(std::uint64_t job) override;
  choice_number first_asked() const override { return current_.number; }
  choice_number last_asked() const override { return current_.number; }
  std::uint32_t decide(const choice_point& point) override;
  void end_run(const kernel& run, std::span<const finding> found) override;

  std::size_t jobs() const { return jobs_.size(); }  ///< how many there are
  /// Returns: the kind of the stop that `job` makes, an index into `profile::swept_stops`, or
  /// `no_stop`. Requires: there is such a job.
  std::uint32_t stop_of(std::uint64_t job) const { return jobs_[job].stop.kind; }

 private:
  struct job_spec {
    choice_number number;
    std::uint32_t move;
    profiled_stop stop;
  };

  std::vector<job_spec> jobs_;
  job_spec current_{};
};

}  // namespace cutpoint
