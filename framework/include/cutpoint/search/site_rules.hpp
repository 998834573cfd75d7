#pragma once

#include <cutpoint/search/strategy.hpp>

#include <compare>
#include <cstdint>
#include <string>
#include <vector>

namespace cutpoint {

/// Who goes on, of several that may, behind a task that gave up control at a place: whatever the
/// task's number among those of its name, and however often that happens.
struct site_rule {
  /// Who goes on instead of the one that has been ready longest.
  enum class choice : std::uint8_t {
    second,  ///< of the tasks that are ready, the one that has been so second longest
    last,    ///< the one that became ready last
  };

  std::string task = {};  ///< its path without ordinals
  /// What it gave up control on; empty: none, as of a task that has ended.
  std::string operation = {};
  bool anywhere = false;          ///< on whatever operation
  choice goes_on = choice::last;  ///< who goes on

  friend auto operator<=>(const site_rule&, const site_rule&) = default;
};

/// The run in which some rules are kept, and all else is benign. One job.
///
/// A run with as many deviations as the program has tasks is often one or two rules long: "`main`
/// goes on when it has spawned a task", "who has set one half lets another go first". So such runs
/// are met by trying few rules, where they are out of reach of an enumeration of deviations.
///
/// Requires: runs that keep ordinals.
/// Source: the priorities of sites in `priority_order`; here they are tried in turn, not drawn.
class site_rules final : public strategy {
 public:
  /// Keeps `rules`; of several that fit, the first.
  explicit site_rules(std::vector<site_rule> rules) : rules_(std::move(rules)) {}

  bool begin_run(std::uint64_t job) override;
  std::uint32_t decide(const choice_point& point) override;
  void end_run(const kernel&, std::span<const finding>) override {}

  /// Returns: the places at which somebody else could have gone on in the last run, in the order in
  /// which they were come to first, as rules that would have changed who does.
  const std::vector<site_rule>& seen() const { return seen_; }

 private:
  void note(const site_rule& place);

  std::vector<site_rule> rules_;
  std::vector<site_rule> seen_;
};

}  // namespace cutpoint
