#pragma once

#include "../service/witness.hpp"

#include <cutpoint/program.hpp>

#include <boost/asio/steady_timer.hpp>

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>

namespace distributor {

/// Holds the service to what it promises. Jobs and results are entries of the ledger: one that is
/// lost is a leak, one that is processed or delivered twice is a double release.
class promises final : public witness {
 public:
  void accepted(const job& j) override;
  void closed() override { closed_ = true; }
  void processed(const job& j) override;
  void delivered(const result& r) override;
  void handed_back(const job& j) override;
  void handed_back(const result& r) override;

  /// Ctrl-C was pressed.
  void interrupted();
  void worker_failed() { ++failures_; }
  /// The service has ended, and reports a failure or not.
  void ended(bool reports_failure);

  // What holds at any time.
  bool takes_nothing_after_closing() const { return !accepted_late_; }
  bool ends_in_time() const;
  bool ends_with_empty_hands() const { return !ended_ || open_ == 0; }
  bool reports_failures() const { return !unreported_; }

 private:
  using clock = boost::asio::steady_timer::clock_type;
  static constexpr std::chrono::seconds limit{5};

  std::map<std::uint32_t, cutpoint::entry_id> jobs_;
  std::map<std::uint32_t, cutpoint::entry_id> results_;
  std::optional<clock::time_point> interrupted_at_;
  int open_ = 0;  ///< jobs that are neither processed nor handed back
  int failures_ = 0;
  bool closed_ = false;
  bool accepted_late_ = false;
  bool ended_ = false;
  bool unreported_ = false;
};

}  // namespace distributor
