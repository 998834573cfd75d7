#pragma once

#include <cutpoint/shrink/run_key.hpp>
#include <cutpoint/shrink/shrink.hpp>

#include <algorithm>
#include <cstdint>
#include <functional>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace cutpoint::unit {

/// Returns: a stop of `task`, parked on use number `ordinal` of `operation`.
inline deviation stop_of(std::string task, std::string operation, std::uint32_t ordinal = 1,
                         std::uint32_t delay = 0) {
  deviation d;
  d.address = {.kind = deviation_kind::stop,
               .task = std::move(task),
               .operation = std::move(operation),
               .ordinal = ordinal,
               .at = window::parked,
               .delay = delay};
  d.move = 1;
  return d;
}

inline deviation value_of(std::string operation, std::uint32_t value, std::uint32_t ordinal = 1) {
  deviation d;
  d.address = {.kind = deviation_kind::value,
               .task = "main",
               .operation = std::move(operation),
               .ordinal = ordinal};
  d.value = value;
  d.move = value;
  return d;
}

inline deviation pick_of(std::string picked, std::uint32_t ordinal, std::uint32_t move = 1) {
  deviation d;
  d.address = {.kind = deviation_kind::pick,
               .task = "main",
               .operation = "yield",
               .ordinal = ordinal,
               .at = window::ready};
  d.picked = std::move(picked);
  d.move = move;
  return d;
}

/// Returns: `count` stops at sites 1, 2, 3 and so on of one task.
inline std::vector<deviation> stops(std::uint32_t count, const std::string& operation = "read") {
  std::vector<deviation> all;
  for (std::uint32_t i = 1; i <= count; ++i) all.push_back(stop_of("main/a", operation, i));
  return all;
}

/// An imagined program: which sets of deviations make it fail, which never come up, and how long
/// its runs are. A choice's number grows with the ordinal and the delay of its address.
class synthetic_probe {
 public:
  using predicate = std::function<bool(std::span<const deviation>)>;

  explicit synthetic_probe(predicate fails) : fails_(std::move(fails)) {}

  std::function<bool(const deviation&)> comes_up = [](const deviation&) { return true; };
  std::function<std::uint64_t(std::span<const deviation>)> steps =
      [](std::span<const deviation> taken) { return 100 - taken.size(); };
  std::vector<deviation> offered;

  std::optional<failing_run> operator()(std::span<const deviation> wanted) {
    repeated_ = !asked_.insert(text_of(wanted)).second || repeated_;
    ++probes_;
    failing_run run;
    for (deviation d : wanted) {
      if (!comes_up(d) || is_there(run.deviations, d)) continue;
      d.number = choice_number{d.address.ordinal * std::uint64_t{100} + d.address.delay};
      const auto behind =
          std::ranges::upper_bound(run.deviations, d.number, {}, &deviation::number);
      run.deviations.insert(behind, std::move(d));
    }
    if (!fails_(run.deviations)) return std::nullopt;
    run.size = {.tasks = 2, .steps = steps(run.deviations)};
    run.offered = offered;
    return run;
  }

  std::uint64_t probes() const { return probes_; }
  /// Returns: whether some set of deviations was asked for twice.
  bool repeated() const { return repeated_; }

 private:
  // A choice is taken once, however often it is asked for.
  static bool is_there(std::span<const deviation> taken, const deviation& d) {
    return std::ranges::any_of(taken, [&](const deviation& other) {
      return other.address == d.address && other.mode == d.mode && other.picked == d.picked &&
             other.value == d.value;
    });
  }

  static std::multiset<std::string> text_of(std::span<const deviation> wanted) {
    std::multiset<std::string> texts;
    for (const deviation& d : wanted) {
      const choice_address& a = d.address;
      std::string text = a.task + " " + a.operation + " " + d.picked;
      for (const std::uint32_t n :
           {static_cast<std::uint32_t>(a.kind), a.ordinal, static_cast<std::uint32_t>(a.at),
            a.delay, static_cast<std::uint32_t>(d.mode), d.value})
        text += " " + std::to_string(n);
      texts.insert(std::move(text));
    }
    return texts;
  }

  predicate fails_;
  std::set<std::multiset<std::string>> asked_;
  std::uint64_t probes_ = 0;
  bool repeated_ = false;
};

/// Shrinks by this probe, which keeps what it was asked.
inline shrink_result shrink_with(synthetic_probe& probe, std::vector<deviation> start,
                                 const shrink_limits& limits = {}) {
  return shrink(std::move(start), std::ref(probe), limits);
}

/// Returns: the ordinals of what was taken, in order: what the tests of removal look at.
inline std::vector<std::uint32_t> ordinals_of(std::span<const deviation> taken) {
  std::vector<std::uint32_t> found;
  for (const deviation& d : taken) found.push_back(d.address.ordinal);
  return found;
}

/// Returns: a predicate that holds where each of these ordinals is there.
inline synthetic_probe::predicate needs(std::vector<std::uint32_t> ordinals) {
  return [ordinals = std::move(ordinals)](std::span<const deviation> taken) {
    const std::vector<std::uint32_t> there = ordinals_of(taken);
    return std::ranges::all_of(
        ordinals, [&](std::uint32_t o) { return std::ranges::find(there, o) != there.end(); });
  };
}

}  // namespace cutpoint::unit
