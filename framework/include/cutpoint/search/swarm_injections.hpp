#pragma once

#include <cutpoint/search/injection_arm.hpp>
#include <cutpoint/search/open_windows.hpp>

#include <array>
#include <cstdint>

namespace cutpoint {

/// Draws for each run how much goes wrong in it: one stop or fault at one place, any as likely as
/// the others; two of them; or a coin of 5, 15 or 40 percent wherever one becomes possible. So a
/// bug that further stops would hide is met by runs with few, and one that takes many by the
/// others.
///
/// Source: Groce, Zhang, Eide, Chen, Regehr, "Swarm testing", ISSTA 2012. Exact places, because a
/// coin gives exactly k of M with at most (k/M)^k * e^-k, where drawing them gives k! / M^k.
class swarm_injections final : public injection_arm {
 public:
  void begin_job() override { places_ = 0; }
  /// Draws which kinds of injections the next run has.
  void begin_run(random_numbers& draws, run_counts& counts) override;
  std::uint32_t inject(const choice_point& point, random_numbers& draws,
                       run_counts& counts) override;
  void end_run() override;  ///< Hears that the run has ended.

 private:
  bool takes_place(random_numbers& draws);

  open_windows windows_;
  std::uint32_t places_ = 0;  ///< about how many a run has; 0: not known yet
  std::uint32_t passed_ = 0;
  std::uint32_t percent_ = 0;  ///< of the coin; 0: the places of `chosen_`
  std::array<std::uint32_t, 2> chosen_{};
  std::uint32_t one_in_ = 2;  ///< so many choices is an early timer
};

}  // namespace cutpoint
