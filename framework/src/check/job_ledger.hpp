#pragma once

#include <cutpoint/check/job_list.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace cutpoint {

/// What the workers of one search share: which jobs are taken, and what was done of each. It lies
/// in pages that all of them map.
///
/// A worker touches it once for each block of jobs and once for each job, never for each run.
/// Positions count the jobs of the shard, from 0.
class job_ledger {
 public:
  /// Makes one for `jobs` jobs, of which the first is number `shard.index` of the list, to be taken
  /// in blocks of `block_size`. Errors: `std::system_error`.
  job_ledger(std::uint64_t jobs, const search_shard& shard, std::uint64_t block_size);
  ~job_ledger();
  job_ledger(const job_ledger&) = delete;
  job_ledger& operator=(const job_ledger&) = delete;

  struct block {
    std::uint64_t begin = 0;
    std::uint64_t end = 0;  ///< equal to `begin` where no job is left
  };
  /// Gives the caller the next jobs. Threads: any process may call it.
  block claim();
  /// Notes what was done of the job at `position`. Requires: the caller claimed it.
  void note(std::uint64_t position, const job_record& done);

  /// Says that jobs behind number `job` need not be done.
  void end_behind(std::uint64_t job);
  /// Returns: whether job number `job` is to be done.
  bool wants(std::uint64_t job) const;

  std::uint64_t number_of(std::uint64_t position) const {
    return shard_.index + position * shard_.count;
  }
  /// Returns: what is noted of the jobs below number `end`; a look at what others write.
  std::span<const job_record> records_below(std::uint64_t end) const;
  /// Returns: what was done of each job.
  std::vector<job_record> records() const;

 private:
  struct head;

  head* shared_;
  job_record* records_;
  std::uint64_t jobs_;
  search_shard shard_;
  std::uint64_t block_size_;
  std::size_t bytes_;
};

}  // namespace cutpoint
