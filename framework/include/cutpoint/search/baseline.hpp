#pragma once

#include <cutpoint/search/profile.hpp>
#include <cutpoint/search/site_table.hpp>
#include <cutpoint/search/strategy.hpp>

#include <cstdint>
#include <map>

namespace cutpoint {

/// The benign run, and its profile. One job.
/// Requires: runs that keep ordinals.
class baseline final : public strategy {
 public:
  bool begin_run(std::uint64_t job) override;
  std::uint32_t decide(const choice_point& point) override;
  void end_run(const kernel& run, std::span<const finding> found) override;

  const profile& seen() const { return seen_; }  ///< what the run that just ended showed

 private:
  std::uint32_t site_index(const choice_address& address);
  profiled_stop stop_at(const deviation& stop, const stop_move& move);
  void profile_tasks(const kernel& run);

  profile seen_;
  std::map<swept_stop, std::uint32_t> kinds_;
  site_table stood_at_;
};

}  // namespace cutpoint
