#pragma once

#include <cutpoint/search/order_arm.hpp>

#include <array>
#include <cstdint>
#include <vector>

namespace cutpoint {

/// What a priority is given to.
enum class priority_of : std::uint8_t {
  task,   ///< PCT
  site,   ///< all tasks of one name that are suspended on one operation share it
  event,  ///< the next step of a task; drawn afresh when another one on the same object went first
};

/// Random priorities, drawn afresh for each run: the ready task with the highest one goes on. Where
/// several share it, each is as likely as the others. At up to `changes` random moments of a run
/// what stands highest falls below all others.
///
/// - `task` is PCT: a bug that takes d ordering constraints among n tasks of S steps in all is hit
///   with a probability of at least 1 / (n * S^(d-1)), with d-1 changes.
/// - `site` holds all workers of a kind back together, in front of the same operation. So its
/// chance
///   depends on how many sites the program has, and not on how many tasks.
/// - `event` is POS, without changes.
///
/// Source: Burckhardt, Kothari, Musuvathi, Nagarakatte, "A randomized scheduler with probabilistic
/// guarantees of finding bugs", ASPLOS 2010 (PCT); here how many changes there are is drawn too,
/// from 0 on. Yuan, Yang, Gu, "Partial order aware concurrency sampling", CAV 2018 (POS); here what
/// races is what has the same object in its label. Sites as the unit are ours, after the
/// constraints between program locations of Wolff et al., "Greybox fuzzing for concurrency
/// testing", ASPLOS 2024.
class priority_order final : public order_arm {
 public:
  static constexpr std::uint32_t most_changes = 8;  ///< of priorities in one run

  /// Requires: `changes <= most_changes`.
  explicit priority_order(priority_of what, std::uint32_t changes = 0);

  /// Draws the priorities of the next run.
  void begin_run(random_numbers& draws, run_counts& counts) override;
  std::uint32_t pick(const choice_point& point, random_numbers& draws, run_counts& counts) override;

 private:
  std::uint64_t key_of(const task_control& t, run_counts& counts) const;
  std::uint64_t priority(std::uint64_t key) const;
  std::uint32_t highest(const choice_point& point, random_numbers& draws, run_counts& counts) const;
  bool falls_now();

  priority_of what_;
  std::uint32_t changes_;
  std::uint64_t run_seed_ = 0;
  std::uint64_t picks_ = 0;
  std::uint32_t changes_left_ = 0;
  std::uint32_t fallen_count_ = 0;
  std::array<std::uint64_t, most_changes> change_at_{};
  std::array<std::uint64_t, most_changes> fallen_{};  ///< keys, the lowest last
  std::vector<std::uint32_t> rounds_;                 ///< of `event`, by object
};

}  // namespace cutpoint
