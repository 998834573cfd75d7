#pragma once

#include <cutpoint/search/injection_arm.hpp>
#include <cutpoint/search/open_windows.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace cutpoint {

/// Aims each stop at a kind of moment, the one that was aimed at least in the job. Moments are of
/// one kind that agree in site, window, mode, reach, and how many stops went before, up to two:
/// cleaning up exists only behind a first stop. So what happens a hundred times a run is not
/// stopped more often than what happens once, and what a first stop brings to light is tried next.
///
/// A moment of a kind that was never seen is stopped with a chance of one half, as is aiming at a
/// further stop behind each. Of the known kinds, those in a clean-up, and between a wake-up and
/// the run that follows, count three times, because that is where most bugs live; a start and wide
/// stops half. Mostly the stop comes when its window opens, else some choices later. Faults are
/// aimed at in the same way, and now and then a timer fires early. The first run of a job only
/// looks.
class novel_injections final : public injection_arm {
 public:
  void begin_job() override;
  /// Draws what it aims at in the next run.
  void begin_run(random_numbers& draws, run_counts& counts) override;
  std::uint32_t inject(const choice_point& point, random_numbers& draws,
                       run_counts& counts) override;

 private:
  static constexpr std::size_t stages = 3;  ///< no stop went before, one, or more
  static constexpr std::size_t nothing = ~std::size_t{0};

  struct moments {
    bool known = false;
    std::uint32_t aims = 0;
    std::uint32_t most = 0;  ///< times in one run
    std::uint32_t now = 0;   ///< times in the run `run`
    std::uint64_t run = 0;
  };
  struct late_stop {
    const task_control* target = nullptr;
    std::uint64_t window_opened = 0;
    std::size_t stop_kind = 0;  ///< mode and reach
    std::uint64_t at = 0;
  };

  void aim(random_numbers& draws);
  bool comes_now(std::size_t key, random_numbers& draws);
  std::uint32_t stop_now(const choice_point& point, std::uint32_t stop, random_numbers& draws);
  std::uint32_t stop_late(const choice_point& point);
  void count_injection(random_numbers& draws);
  std::size_t key_of(const choice_point& point, std::size_t stop, run_counts& counts) const;

  open_windows windows_;
  std::vector<moments> kinds_;
  std::array<std::vector<std::size_t>, stages> known_;
  std::uint64_t run_ = 0;
  std::size_t stage_ = 0;
  bool aims_ = false;
  std::size_t aimed_at_ = nothing;  ///< no kind: one that was never seen
  std::uint32_t aimed_time_ = 0;    ///< which of the moments of its kind; 0: any
  late_stop late_;
  std::uint32_t one_in_ = 2;  ///< so many choices is an early timer
};

}  // namespace cutpoint
