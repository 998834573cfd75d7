#include "rule_run.hpp"

#include <cutpoint/search/site_rules.hpp>
#include <cutpoint/shrink/run_key.hpp>

#include <algorithm>
#include <cstddef>
#include <span>
#include <utility>
#include <vector>

namespace cutpoint {
namespace {

class trying_rules {
 public:
  trying_rules(finding_probe& probe, std::uint64_t most, const std::function<bool()>& give_up)
      : probe_(probe), left_(most), give_up_(give_up) {}

  std::vector<failing_run> run() {
    try_rules({});
    // What is learnt of a run is tried behind what was known before, so these lists grow.
    for (std::size_t i = 0; i < known_.size(); ++i) try_rules({known_[i]});
    for (std::size_t later = 1; later < known_.size(); ++later)
      for (std::size_t i = 0; i < later; ++i)
        if (!overlap(known_[i], known_[later])) try_rules({known_[i], known_[later]});
    std::ranges::sort(found_, {}, key_of);
    return std::move(found_);
  }

 private:
  static bool overlap(const site_rule& a, const site_rule& b) {
    return a.task == b.task && (a.anywhere || b.anywhere || a.operation == b.operation);
  }

  void try_rules(std::vector<site_rule> rules) {
    if (left_ == 0 || give_up_()) return;
    --left_;
    site_rules takes(std::move(rules));
    takes.begin_run(0);
    const bool fails = probe_.make(takes, ordinals::kept);
    for (const site_rule& r : takes.seen())
      if (std::ranges::find(known_, r) == known_.end()) known_.push_back(r);
    if (!fails) return;
    // What else was offered takes long to write down, and few fail.
    takes.begin_run(0);
    if (std::optional<failing_run> made = probe_.find(takes)) found_.push_back(std::move(*made));
  }

  finding_probe& probe_;
  std::uint64_t left_;
  const std::function<bool()>& give_up_;
  std::vector<site_rule> known_;
  std::vector<failing_run> found_;
};

}  // namespace

std::vector<failing_run> find_by_rules(finding_probe& probe, std::uint64_t most,
                                       const std::function<bool()>& give_up) {
  return trying_rules(probe, most, give_up).run();
}

shrink_result shrink_with(finding_probe& probe, const std::vector<deviation>& start,
                          const shrink_limits& limits) {
  std::size_t fewest = start.size();
  bool at_start = true;
  // A candidate that only changes what others say is not worth a second run: there are many.
  const shrink_probe ask = [&](std::span<const deviation> candidate) {
    auto found = candidate.size() < fewest ? probe.find_guided(candidate)
                                           : probe.find(candidate, replay_key::address);
    if (!found && std::exchange(at_start, false)) found = probe.find(candidate, replay_key::number);
    at_start = false;
    if (found) fewest = std::min(fewest, found->deviations.size());
    return found;
  };
  return shrink(start, ask, limits);
}

}  // namespace cutpoint
