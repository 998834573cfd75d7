#pragma once

#include <cutpoint/check/options.hpp>
#include <cutpoint/check/search_phase.hpp>
#include <cutpoint/search/bounded_search.hpp>
#include <cutpoint/search/profile.hpp>
#include <cutpoint/search/strategy.hpp>

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace cutpoint {

/// The jobs of one phase, as whoever does them sees them. What a job does depends on the program,
/// the options and its number alone: jobs are done in any order, by any process, each once.
class phase_jobs {
 public:
  virtual ~phase_jobs() = default;

  virtual search_phase phase() const = 0;
  /// Returns: how many jobs there are. They are numbered from 0 within the phase.
  virtual std::uint64_t jobs() const = 0;
  /// Returns: how many runs of `job` the budget pays for.
  virtual std::uint64_t allowed(std::uint64_t job) const = 0;

  /// Starts the next run of `job`, of which `made` runs were made. Returns: false if none is left.
  virtual bool begin_run(std::uint64_t job, std::uint64_t made) = 0;
  virtual strategy& takes() = 0;

  /// Returns: where in its job the run stands that was started last.
  virtual bounded_search::position at() const { return {}; }
  /// Goes on behind the run at `p` of `job`, which killed the process that made it.
  virtual void resume_behind(std::uint64_t, const bounded_search::position&) {}
  /// Goes on with the run at `p` of `job`, which is made again.
  virtual void resume_at(std::uint64_t, const bounded_search::position&) {}
  /// Returns: what of the last run shows that something escapes the scheduler; empty if nothing
  /// does.
  virtual std::string astray() const { return {}; }
  /// Returns: the kind of stop that every run of `job` makes and nothing else, or `no_stop`.
  virtual std::uint32_t stop_of(std::uint64_t) const { return no_stop; }
};

/// A job is one run with one deviation. The first `runs` of them are paid for.
std::unique_ptr<phase_jobs> make_sweep_jobs(const profile& seen, std::uint64_t runs);

/// A job is all runs that begin with one deviation. `allowed` has an element for each job, or none:
/// then there is no budget.
std::unique_ptr<phase_jobs> make_bounded_jobs(search_phase phase,
                                              std::unique_ptr<bounded_search> search,
                                              std::vector<std::uint64_t> allowed);

/// The one job is every order of tasks with at most `stops` stops, with as many runs as are paid
/// for.
std::unique_ptr<phase_jobs> make_reduced_job(std::uint32_t stops, std::uint64_t runs);

/// A job is a batch of random runs, drawn from the seed and the number of the job by the portfolio.
/// The first `runs` runs are paid for. Requires: `seen` outlives the jobs.
std::unique_ptr<phase_jobs> make_random_jobs(const options& wanted, const profile& seen,
                                             std::uint64_t runs);

}  // namespace cutpoint
