#include "self/every_run.hpp"

#include <cutpoint/kernel/kernel.hpp>
#include <cutpoint/oracle/judge.hpp>
#include <cutpoint/search/baseline.hpp>
#include <cutpoint/search/bounded_search.hpp>
#include <cutpoint/trace/event.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace cutpoint::self {
namespace {

// A check that comes to so many runs is too big for a test.
constexpr std::uint64_t most_runs = 2'000'000;

class log_book final : public observer {
 public:
  void record(event_record e) override { text += log_line(e) + '\n'; }
  std::string text;
};

// Takes the moves of an earlier run again.
class repeat final : public decider {
 public:
  explicit repeat(std::span<const taken_choice> taken) : taken_(taken.begin(), taken.end()) {}
  std::uint32_t decide(const choice_point& point) override {
    for (const taken_choice& choice : taken_)
      if (choice.number == static_cast<std::uint64_t>(point.number())) return choice.move;
    return 0;
  }

 private:
  std::vector<taken_choice> taken_;
};

class runs_of {
 public:
  runs_of(const program& p, const bound& within)
      : program_(&p),
        bounds_{.modes = within.modes,
                .stops = within.stops,
                .faults = 0,
                .timers = within.early_timers,
                .steps = 2'000} {}

  std::vector<finding> make(strategy& takes) {
    loop(takes, nullptr);
    std::vector<finding> found = judge(run_);
    takes.end_run(run_, found);
    last_.assign(run_.taken().begin(), run_.taken().end());
    run_.finish_run();
    return found;
  }

  // Returns: the run that was made last, told in full.
  std::string tell_last() {
    repeat again(last_);
    log_book book;
    loop(again, &book);
    std::string told;
    for (const finding& f : judge(run_)) {
      told += f.message + '\n';
      for (const std::string& note : f.notes) told += "  " + note + '\n';
    }
    told += std::to_string(run_.deviations().size()) + " deviations\n";
    run_.finish_run();
    return told + book.text;
  }

 private:
  void loop(decider& decides, observer* watches) {
    run_.begin(
        {.decides = decides,
         .bounds = bounds_,
         .log = {taken_count_, taken_},
         .observes = watches,
         .counting = watches != nullptr || needs_ordinals_ ? ordinals::kept : ordinals::off});
    program_->start(run_);
    run_.tasks().front()->unstoppable = true;
    run_.loop();
    needs_ordinals_ = false;
  }

  const program* program_;
  run_bounds bounds_;
  kernel run_;
  bool needs_ordinals_ = true;  // of the baseline alone
  std::size_t taken_count_ = 0;
  std::array<taken_choice, 4'000> taken_{};
  std::vector<taken_choice> last_;
};

}  // namespace

testing::AssertionResult passes_in_every_run(const program& p, const bound& within) {
  runs_of runs(p, within);
  baseline base;
  base.begin_run(0);
  if (!runs.make(base).empty())
    return testing::AssertionFailure() << "the benign run fails\n" << runs.tell_last();
  bounded_search search(
      base.seen(),
      {.fewest = 1, .most = within.deviations, .fewest_stops = 0, .most_stops = within.stops});
  if (search.jobs() == 0) return testing::AssertionFailure() << "there is no choice to take";
  std::uint64_t made = 0;
  for (std::uint64_t job = 0; job < search.jobs(); ++job) {
    while (search.begin_run(job)) {
      if (++made > most_runs)
        return testing::AssertionFailure() << "not completed within " << most_runs << " runs";
      if (!runs.make(search).empty())
        return testing::AssertionFailure() << "run " << made << " fails\n" << runs.tell_last();
    }
  }
  if (search.runs_astray() > 0)
    return testing::AssertionFailure() << search.runs_astray() << " runs went astray";
  testing::Test::RecordProperty("runs", std::to_string(made));
  return testing::AssertionSuccess() << "all " << made << " runs pass";
}

}  // namespace cutpoint::self
