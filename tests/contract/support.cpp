#include "contract/support.hpp"

#include <cutpoint/kernel/observer.hpp>
#include <cutpoint/trace/event.hpp>
#include <cutpoint/trace/finding.hpp>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <ranges>

namespace cutpoint::contract {
namespace {

class log_book final : public observer {
 public:
  explicit log_book(std::vector<std::string>& lines) : lines_(&lines) {}
  void record(event_record e) override { lines_->push_back(log_line(e)); }

 private:
  std::vector<std::string>* lines_;
};

run_bounds all_modes(std::uint32_t stops) {
  return {.modes = {stop_mode::edge, stop_mode::level, stop_mode::drop, stop_mode::request},
          .stops = stops,
          .steps = 10'000};
}

std::string in_words(const deviation& stop) {
  return fmt::format("{} {} {} {} +{}", name_of(stop.mode), stop.address.task,
                     name_of(stop.address.at), stop.address.operation, stop.address.delay);
}

bool fits(const wanted_stop& wanted, const deviation& offered) {
  return offered.address.task == wanted.task && offered.address.operation == wanted.operation &&
         offered.address.at == wanted.at && offered.mode == wanted.mode &&
         offered.address.delay == wanted.delay;
}

// Takes the n-th stop that is offered at one choice.
class stop_at final : public decider {
 public:
  stop_at(std::uint64_t choice, std::uint32_t stop) : choice_(choice), stop_(stop) {}
  std::uint32_t decide(const choice_point& point) override {
    if (static_cast<std::uint64_t>(point.number()) != choice_) return 0;
    offered_ = static_cast<std::uint32_t>(point.stops().size());
    return stop_ < offered_ ? point.picks() + stop_ : 0;
  }
  std::uint32_t offered() const { return offered_; }

 private:
  std::uint64_t choice_;
  std::uint32_t stop_;
  std::uint32_t offered_ = 0;
};

void note_tasks(const kernel& run, run_record& record) {
  for (const delivered_stop& stop : run.stops())
    record.stops.push_back(fmt::format("{} {} {} {}", name_of(stop.mode), path_of(*stop.target),
                                       name_of(stop.at), stop.where.operation.text()));
  for (const task_control* const t : run.tasks())
    if (t->ended() && t->end == task_end::value && t->stop.thrown)
      record.swallowed.push_back(path_of(*t));
}

// Returns: how many coroutine frames are left when all tasks that are left have been dropped, the
// youngest first.
std::uint64_t frames_left(kernel& run) {
  const std::vector<task_control*> tasks(run.tasks().begin(), run.tasks().end());
  for (task_control* const t : tasks | std::views::reverse) run.stop(*t, stop_mode::drop);
  return run.live_frames();
}

}  // namespace

std::uint32_t stop_in_turn::decide(const choice_point& point) {
  if (done()) return 0;
  for (std::uint32_t move = point.picks(); move < point.moves(); ++move) {
    const deviation offered = point.describe(move);
    offers_.push_back(in_words(offered));
    if (!fits(wanted_[delivered_], offered)) continue;
    ++delivered_;
    return move;
  }
  return 0;
}

run_record record_run(const program& p, story& tell, decider& decides, run_bounds bounds) {
  run_record record;
  log_book book(record.log);
  std::size_t taken = 0;
  std::array<taken_choice, 64> slots;
  tell.restart();
  kernel run;
  run.begin({.decides = decides, .bounds = bounds, .log = {taken, slots}, .observes = &book});
  p.start(run);
  run.loop();
  record.end = run.end();
  record.choices = run.choices();
  note_tasks(run, record);
  for (const violation& v : run.violations())
    record.violations.push_back(fmt::format("{} {}", name_of(v.by), v.subject.text()));
  for (const ledger_entry& entry : run.resources().entries())
    if (entry.state != entry_state::released) record.unreleased.emplace_back(entry.kind.text());
  const std::size_t logged = record.log.size();
  record.frames = frames_left(run);
  record.log.resize(logged);
  run.finish_run();
  record.told = tell.lines();
  return record;
}

run_record benign_run(const program& p, story& tell) {
  benign decides;
  return record_run(p, tell, decides, all_modes(1));
}

run_record stopped_run(const program& p, story& tell, const std::vector<wanted_stop>& wanted) {
  const run_bounds bounds = all_modes(static_cast<std::uint32_t>(wanted.size()));
  stop_in_turn first(wanted);
  run_record record = record_run(p, tell, first, bounds);
  EXPECT_TRUE(first.done()) << fmt::format("a stop was not delivered; offered were\n{}",
                                           fmt::join(first.offers(), "\n"));
  EXPECT_EQ(record.stops.size() >= wanted.size(), true);
  stop_in_turn second(wanted);
  EXPECT_EQ(record_run(p, tell, second, bounds).log, record.log);
  return record;
}

std::size_t for_each_stop(const program& p, story& tell,
                          const std::function<void(const run_record&)>& visit) {
  const std::uint64_t choices = benign_run(p, tell).choices;
  std::size_t runs = 0;
  for (std::uint64_t choice = 0; choice < choices; ++choice) {
    for (std::uint32_t stop = 0;; ++stop) {
      stop_at decides(choice, stop);
      const run_record record = record_run(p, tell, decides, all_modes(1));
      if (stop >= decides.offered()) break;
      SCOPED_TRACE(fmt::format("choice {}, stop {}: {}\n{}", choice, stop, record.stops.front(),
                               fmt::join(record.log, "\n")));
      visit(record);
      ++runs;
    }
  }
  return runs;
}

}  // namespace cutpoint::contract
