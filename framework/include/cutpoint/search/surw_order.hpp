#pragma once

#include <cutpoint/search/order_arm.hpp>
#include <cutpoint/search/remaining_events.hpp>

#include <cstdint>

namespace cutpoint {

/// Chooses one object for each run, and makes every order of the accesses to it about as likely as
/// the others; all else goes as in a random walk. The task that is to access the object next is
/// drawn ahead, each as likely as it has accesses to come, and the others are held before theirs.
///
/// Source: Zhao, Wolff, Mathur, Roychoudhury, "Selectively uniform concurrency testing", ASPLOS
/// 2025 (SURW). Here the object is told by the labels of the operations, and chosen among those
/// that several tasks access; the first run of a job, which knows none yet, is a random walk.
class surw_order final : public order_arm {
 public:
  /// Draws what orders the next run.
  void begin_run(random_numbers& draws, run_counts& counts) override;
  std::uint32_t pick(const choice_point& point, random_numbers& draws, run_counts& counts) override;

 private:
  static constexpr std::uint32_t nobody = ~std::uint32_t{0};

  bool choose_object(random_numbers& draws, run_counts& counts);
  bool is_access(const task_control& t, run_counts& counts) const;
  void draw_next(const choice_point& point, random_numbers& draws);
  std::uint32_t pick_free(const choice_point& point, random_numbers& draws,
                          run_counts& counts) const;

  std::uint32_t object_ = 0;
  std::uint32_t next_ = nobody;  ///< the number of the task that is to access the object next
  remaining_events left_;
};

}  // namespace cutpoint
