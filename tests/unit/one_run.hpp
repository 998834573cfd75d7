#pragma once

#include <cutpoint/coroutine.hpp>
#include <cutpoint/fiber.hpp>
#include <cutpoint/kernel/kernel.hpp>
#include <cutpoint/trace/event.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace cutpoint::unit {

/// Takes the choices as a function of the choice point does; without one, the benign moves.
class choosing final : public decider {
 public:
  using function = std::function<std::uint32_t(const choice_point&)>;
  choosing() = default;
  explicit choosing(function choose) : choose_(std::move(choose)) {}
  std::uint32_t decide(const choice_point& point) override { return choose_ ? choose_(point) : 0; }

 private:
  function choose_;
};

/// One recorded run of `body`, looped through and not finished before the object goes.
class one_run {
 public:
  template <class Body>
  explicit one_run(Body body, choosing choices = choosing(), run_bounds bounds = {.modes = {}})
      : one_run(make_program(std::move(body)), std::move(choices), bounds) {}

  explicit one_run(program p, choosing choices = choosing(), run_bounds bounds = {.modes = {}})
      : program_(std::move(p)), choices_(std::move(choices)), book_(log) {
    run.begin({.decides = choices_, .bounds = bounds, .log = {taken_, slots_}, .observes = &book_});
    program_.start(run);
    run.loop();
    end = run.end();
    run_finish_.to = &run;
  }

  bool violated(oracle by) const {
    return std::ranges::any_of(run.violations(), [by](const violation& v) { return v.by == by; });
  }
  /// Returns: the kinds that the ledger still holds.
  std::vector<std::string> held() const {
    std::vector<std::string> kinds;
    for (const ledger_entry& entry : run.resources().entries())
      if (entry.state != entry_state::released) kinds.emplace_back(entry.kind.text());
    return kinds;
  }
  void finish() { std::exchange(run_finish_.to, nullptr)->finish_run(); }

  std::vector<std::string> log;
  run_end end = run_end::running;
  kernel run;

 private:
  class log_book final : public observer {
   public:
    explicit log_book(std::vector<std::string>& lines) : lines_(&lines) {}
    void record(event_record e) override { lines_->push_back(log_line(e)); }

   private:
    std::vector<std::string>* lines_;
  };
  struct finisher {
    kernel* to = nullptr;
    ~finisher() {
      if (to != nullptr) to->finish_run();
    }
  };

  program program_;
  choosing choices_;
  log_book book_;
  std::size_t taken_ = 0;
  std::array<taken_choice, 64> slots_{};
  finisher run_finish_;
};

/// Returns: a choice of the first stop that `fits`; benign before and after.
template <class Fits>
choosing stop_where(Fits fits) {
  return choosing([fits, done = false](const choice_point& point) mutable -> std::uint32_t {
    for (std::uint32_t move = point.picks(); !done && move < point.moves(); ++move) {
      if (!fits(point.describe(move))) continue;
      done = true;
      return move;
    }
    return 0;
  });
}

/// Returns: the same for a task that is suspended at `operation`.
inline choosing stop_at(std::string operation, stop_mode mode) {
  return stop_where([operation = std::move(operation), mode](const deviation& offered) {
    return offered.address.operation == operation && offered.mode == mode;
  });
}

inline run_bounds one_stop(stop_mode mode) { return {.modes = {mode}, .stops = 1}; }

}  // namespace cutpoint::unit
