#include "job_ledger.hpp"

#include <sys/mman.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <limits>
#include <new>
#include <system_error>

namespace cutpoint {

struct job_ledger::head {
  static constexpr std::size_t cache_line = 64;

  // Written by whoever takes a block, and so away from what is read before each job.
  alignas(cache_line) std::atomic<std::uint64_t> next{0};
  alignas(cache_line) std::atomic<std::uint64_t> last{std::numeric_limits<std::uint64_t>::max()};
};
static_assert(std::atomic<std::uint64_t>::is_always_lock_free, "locks do not outlive a worker");

job_ledger::job_ledger(std::uint64_t jobs, const search_shard& shard, std::uint64_t block_size)
    : jobs_(jobs),
      shard_(shard),
      block_size_(block_size),
      bytes_(sizeof(head) + static_cast<std::size_t>(jobs) * sizeof(job_record)) {
  void* const memory =
      mmap(nullptr, bytes_, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED)
    throw std::system_error(errno, std::generic_category(), "cannot map memory for a list of jobs");
  shared_ = new (memory) head;
  // Fresh pages are zero: records without runs. They are left untouched.
  void* const behind = shared_ + 1;
  records_ = static_cast<job_record*>(behind);
}

job_ledger::~job_ledger() { munmap(shared_, bytes_); }

job_ledger::block job_ledger::claim() {
  const std::uint64_t begin =
      std::min(jobs_, shared_->next.fetch_add(block_size_, std::memory_order_relaxed));
  return {begin, std::min(jobs_, begin + block_size_)};
}

void job_ledger::note(std::uint64_t position, const job_record& done) { records_[position] = done; }

void job_ledger::end_behind(std::uint64_t job) {
  shared_->last.store(job, std::memory_order_relaxed);
}

bool job_ledger::wants(std::uint64_t job) const {
  return job <= shared_->last.load(std::memory_order_relaxed);
}

std::span<const job_record> job_ledger::records_below(std::uint64_t end) const {
  const std::uint64_t mine = job_list::share(end, shard_);
  return {records_, static_cast<std::size_t>(std::min(mine, jobs_))};
}

std::vector<job_record> job_ledger::records() const {
  std::vector<job_record> all(static_cast<std::size_t>(jobs_));
  for (std::size_t i = 0; i < all.size(); ++i)
    if (records_[i].runs > 0 || records_[i].complete) all[i] = records_[i];
  return all;
}

}  // namespace cutpoint
