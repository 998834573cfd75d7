#pragma once

#include <cutpoint/search/strategy.hpp>
#include <cutpoint/trace/trace_file.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace cutpoint {

/// By what a replay finds the choices of a trace again.
enum class replay_key : std::uint8_t {
  address,  ///< by what the program was doing; survives unrelated edits
  number,   ///< by the plain number of the choice and of the move
};

/// Takes the deviations of a trace and is benign otherwise. One job.
/// Requires: for `replay_key::address`, runs that keep ordinals.
class replay final : public strategy {
 public:
  /// Makes these deviations, found again by `key`.
  explicit replay(std::vector<deviation> deviations, replay_key key = replay_key::address);

  bool begin_run(std::uint64_t job) override;
  choice_number first_asked() const override;
  choice_number last_asked() const override;
  std::uint32_t decide(const choice_point& point) override;
  void end_run(const kernel& run, std::span<const finding> found) override;

  /// Returns: for each deviation that the last run did not come to: in which step it left what the
  /// trace says, and why, as far as can be told.
  const std::vector<std::string>& misfits() const { return misfits_; }

 private:
  /// How much of an address has come up, in the order in which it is compared.
  enum class fit : std::uint8_t { nothing, task, operation, site };
  struct pending {
    deviation wanted;
    bool taken = false;
    fit seen = fit::nothing;
    std::uint64_t step = 0;  ///< in which so much of it came up last
    std::uint32_t last_ordinal = 0;
  };
  std::uint32_t decide_by_address(const choice_point& point);
  std::uint32_t decide_by_number(const choice_point& point);
  static void look(pending& p, const deviation& offered, std::uint64_t step);
  std::string reason_of(const pending& p, const kernel& run) const;

  std::vector<pending> pending_;
  replay_key key_;
  std::vector<std::string> misfits_;
};

}  // namespace cutpoint
