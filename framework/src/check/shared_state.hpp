#pragma once

#include "death_record.hpp"

#include <cutpoint/check/search_phase.hpp>
#include <cutpoint/kernel/choice_log.hpp>
#include <cutpoint/search/bounded_search.hpp>
#include <cutpoint/search/profile.hpp>

#include <array>
#include <cstddef>
#include <cstdint>

namespace cutpoint {

/// What a worker shows its parent while it works, and leaves behind when it dies. Plain memory in
/// pages that both map; one side writes at a time, or a torn read does no harm.
struct shared_state {
  static constexpr std::size_t choices_kept = 200'000;

  // Where the worker stands in the search. It is in the baseline until it has made its own.
  search_phase phase = search_phase::baseline;
  std::uint64_t position = 0;   ///< of the job in progress, among those of the shard
  std::uint64_t block_end = 0;  ///< of the block of jobs that it has taken
  std::uint64_t job = 0;        ///< number of the job in the list
  std::uint64_t job_runs = 0;   ///< made of that job
  std::uint64_t job_steps = 0;
  std::uint32_t stop = no_stop;  ///< the kind of stop that the job makes
  bounded_search::position at;   ///< in the job, where it has many runs
  /// Which stop mode that was asked for cannot be delivered; ends the search.
  std::array<char, 512> undeliverable{};

  /// All runs that were made with this state.
  std::uint64_t runs = 0;
  /// Grows while the program comes to choices.
  std::uint64_t progress = 0;

  // The deviations of the run in progress.
  std::size_t taken_count = 0;
  std::array<taken_choice, choices_kept> taken{};

  bool finished = false;  ///< the worker came to the end of its work
  death_record death;
  known_hangs hangs;            ///< the parent's
  bool blocked_before = false;  ///< so a worker that stands still again is not waited for long
  bool probing = false;         ///< the worker only looks for a smaller run: it need not explain
  bool cut_off = false;         ///< the run in progress was ended from outside: it is made again
  bool leaves_job = false;      ///< run after run of the job died: the rest is left out

  choice_log log() { return choice_log(taken_count, taken); }
};

/// Owns a `shared_state` in shared pages.
class shared_pages {
 public:
  /// Errors: `std::system_error`.
  shared_pages();
  ~shared_pages();
  shared_pages(const shared_pages&) = delete;
  shared_pages& operator=(const shared_pages&) = delete;

  shared_state& operator*() const { return *state_; }
  shared_state* operator->() const { return state_; }

 private:
  shared_state* state_;
};

}  // namespace cutpoint
