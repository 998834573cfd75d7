#pragma once

#include <cutpoint/kernel/random_numbers.hpp>
#include <cutpoint/search/injection_arm.hpp>
#include <cutpoint/search/order_arm.hpp>
#include <cutpoint/search/profile.hpp>
#include <cutpoint/search/run_counts.hpp>
#include <cutpoint/search/strategy.hpp>

#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <vector>

namespace cutpoint {

/// What a random search takes in turns. An arm may stand in a list more than once.
struct search_arms {
  std::vector<std::shared_ptr<order_arm>> orders;          ///< at least one
  std::vector<std::shared_ptr<injection_arm>> injections;  ///< null: nothing is injected
};

/// Returns: the arms that a check uses: whichever suits a program best gets a fixed share of the
/// runs, so that the whole is never much worse than its best arm.
search_arms make_portfolio();

/// Random runs: one arm orders the tasks, another injects stops, faults and early timers. The next
/// run takes the next of the orders, and when all have had their turn the next of the injections.
/// Values are drawn, each as likely as the others.
///
/// A job is a batch of runs. Arms learn from run to run, but only within a job: what a job does
/// depends on the seed and its number alone, so that jobs can be shared out and made in any order.
class random_search final : public strategy {
 public:
  static constexpr std::uint64_t runs_per_job = 250;  ///< these learn from each other

  /// `base` is the profile of the benign run under the same bounds, and outlives the search.
  random_search(seed from, std::uint64_t runs, const profile& base,
                search_arms arms = make_portfolio());

  /// Starts the next run of job `job`; of another job than the last one, its first run. Returns:
  /// false where the job has no run left, or there is no such job.
  bool begin_run(std::uint64_t job) override;
  std::uint32_t decide(const choice_point& point) override;
  void end_run(const kernel& run, std::span<const finding> found) override;

  /// How many there are.
  std::uint64_t jobs() const { return (runs_ + runs_per_job - 1) / runs_per_job; }
  /// Returns: the number, in its job, of the run that was started last.
  std::uint64_t at() const { return next_ - 1; }
  /// Goes on with the run that follows number `run` of `job`, having learnt nothing. For a run that
  /// killed its process.
  void resume_behind(std::uint64_t job, std::uint64_t run);

 private:
  void start(std::uint64_t job, std::uint64_t run);
  std::uint64_t runs_of(std::uint64_t job) const;

  seed from_;
  std::uint64_t runs_;
  search_arms arms_;
  run_counts counts_;
  random_numbers draws_;
  std::uint64_t patience_;  ///< from this choice on the order is a random walk
  std::uint64_t job_ = std::numeric_limits<std::uint64_t>::max();
  std::uint64_t next_ = 0;  ///< run of the job
  order_arm* order_ = nullptr;
  injection_arm* injection_ = nullptr;
};

}  // namespace cutpoint
