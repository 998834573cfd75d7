#pragma once

#include <cutpoint/kernel/choice_log.hpp>
#include <cutpoint/kernel/kernel.hpp>
#include <cutpoint/oracle/judge.hpp>
#include <cutpoint/program/program.hpp>
#include <cutpoint/search/random_walk.hpp>
#include <cutpoint/search/replay.hpp>
#include <cutpoint/shrink/shrink.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace cutpoint::unit {

/// Passes every choice on, and notes what else could have been taken where one deviates.
class noting_offers final : public strategy {
 public:
  explicit noting_offers(strategy& inner) : inner_(inner) {}

  bool begin_run(std::uint64_t job) override {
    offered.clear();
    return inner_.begin_run(job);
  }
  choice_number first_asked() const override { return inner_.first_asked(); }
  std::uint32_t decide(const choice_point& point) override {
    const std::uint32_t taken = inner_.decide(point);
    for (std::uint32_t move = 1; taken != 0 && move < point.moves(); ++move)
      if (move != taken) offered.push_back(point.describe(move));
    return taken;
  }
  void end_run(const kernel& run, std::span<const finding> found) override {
    inner_.end_run(run, found);
  }

  std::vector<deviation> offered;

 private:
  strategy& inner_;
};

/// A run of a real program, judged.
struct judged_run {
  failing_run run;
  std::vector<finding> found;
};

/// Makes runs of one program in this process.
class in_process {
 public:
  in_process(program made, run_bounds bounds) : made_(std::move(made)), bounds_(bounds) {}

  judged_run run(strategy& takes, std::uint64_t job = 0) {
    noting_offers noting(takes);
    noting.begin_run(job);
    std::size_t count = 0;
    kernel_.begin({.decides = noting,
                   .bounds = bounds_,
                   .log = choice_log(count, slots_),
                   .counting = ordinals::kept});
    made_.start(kernel_);
    kernel_.loop();
    judged_run result{.run = {}, .found = judge(kernel_, {})};
    noting.end_run(kernel_, result.found);
    result.run = {.deviations = kernel_.deviations(),
                  .size = kernel_.size(),
                  .offered = std::move(noting.offered)};
    kernel_.finish_run();
    return result;
  }

  /// Replays by address.
  judged_run replay_of(std::span<const deviation> wanted) {
    replay replaying({wanted.begin(), wanted.end()});
    return run(replaying);
  }

  /// Returns: a probe for runs that lead to `identity`.
  shrink_probe probe_for(finding_identity identity) {
    return [this, identity](std::span<const deviation> wanted) -> std::optional<failing_run> {
      judged_run made = replay_of(wanted);
      const auto meant = std::ranges::find(made.found, identity, &finding::identity);
      if (meant == made.found.end()) return std::nullopt;
      made.run.size = meant->within;
      return std::move(made.run);
    };
  }

 private:
  program made_;
  run_bounds bounds_;
  std::vector<taken_choice> slots_ = std::vector<taken_choice>(10'000);
  kernel kernel_;
};

}  // namespace cutpoint::unit
