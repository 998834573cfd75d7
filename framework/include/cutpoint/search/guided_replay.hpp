#pragma once

#include <cutpoint/search/strategy.hpp>
#include <cutpoint/trace/deviation.hpp>

#include <cstddef>
#include <span>
#include <vector>

namespace cutpoint {

/// Replays deviations where some are known not to come up at the address that they name: each of
/// those is taken where the run first offers its like, once all that stand before it were taken.
/// One is like another that asks the same of the same task behind the same operation, at whatever
/// use of it, in whatever window and however late. All else is benign. One job.
///
/// Requires: runs that keep ordinals.
/// Source: Scott et al., "Minimizing faulty executions of distributed systems", NSDI 2016 (DEMi):
/// follow the recorded order, and skip what the run does not offer.
class guided_replay final : public strategy {
 public:
  /// `executed` is what a replay of `wanted` by address has taken.
  guided_replay(std::span<const deviation> wanted, std::span<const deviation> executed);

  /// Returns: whether some deviation did not come up, without which this is a replay like another.
  bool repairs() const { return repairs_; }

  bool begin_run(std::uint64_t job) override;
  std::uint32_t decide(const choice_point& point) override;
  void end_run(const kernel&, std::span<const finding>) override {}

 private:
  struct pending {
    deviation wanted;
    bool missed;
    bool taken = false;
  };
  bool takes(const deviation& offered);
  bool take(pending& p);

  std::vector<pending> pending_;
  std::size_t next_ = 0;  ///< the first that was not taken
  bool repairs_ = false;
};

}  // namespace cutpoint
