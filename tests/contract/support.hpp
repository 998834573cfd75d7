#pragma once

#include <cutpoint/kernel/kernel.hpp>
#include <cutpoint/program/program.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <ostream>
#include <string>
#include <utility>
#include <vector>

/// Runs of small programs with stops at places that a test names.
namespace cutpoint::contract {

/// What the tasks of a program tell about themselves, in the order in which they tell it.
class story {
 public:
  void operator()(std::string line) { lines_.push_back(std::move(line)); }
  void restart() { lines_.clear(); }
  const std::vector<std::string>& lines() const { return lines_; }

 private:
  std::vector<std::string> lines_;
};

/// Tells a line when it goes, unless it was moved from.
class last_words {
 public:
  last_words(story& tell, std::string line) : tell_(&tell), line_(std::move(line)) {}
  last_words(last_words&& other) noexcept
      : tell_(std::exchange(other.tell_, nullptr)), line_(std::move(other.line_)) {}
  last_words& operator=(last_words&&) = delete;
  ~last_words() {
    if (tell_ != nullptr) (*tell_)(line_);
  }

 private:
  story* tell_;
  std::string line_;
};

/// Names a stop by what its target is doing: delivered at the first scheduling point that fits.
struct wanted_stop {
  std::string task;
  std::string operation;  ///< empty for a task that has not run
  window at = window::parked;
  stop_mode mode = stop_mode::edge;
  std::uint32_t delay = 0;
};

/// What a run left behind.
struct run_record {
  run_end end = run_end::running;
  std::vector<std::string> told;
  std::vector<std::string> log;
  std::vector<std::string> stops;       ///< `edge main/victim parked gate`
  std::vector<std::string> violations;  ///< `double release connection`
  std::vector<std::string> unreleased;  ///< kinds of ledger entries
  std::vector<std::string> swallowed;   ///< tasks that ended normally after a throw, unacknowledged
  std::uint64_t choices = 0;
  std::uint64_t frames = 0;  ///< of coroutines, that are left when every task has ended
};

/// Delivers the wanted stops one after another, and is benign otherwise.
class stop_in_turn final : public decider {
 public:
  explicit stop_in_turn(std::vector<wanted_stop> wanted) : wanted_(std::move(wanted)) {}
  std::uint32_t decide(const choice_point& point) override;
  bool done() const { return delivered_ == wanted_.size(); }
  /// Returns: every stop that was on offer, for the message of a test that fails.
  const std::vector<std::string>& offers() const { return offers_; }

 private:
  std::vector<wanted_stop> wanted_;
  std::size_t delivered_ = 0;
  std::vector<std::string> offers_;
};

/// Is benign throughout.
class benign final : public decider {
 public:
  std::uint32_t decide(const choice_point&) override { return 0; }
};

/// Makes a run and records it. `tell` starts afresh.
run_record record_run(const program& p, story& tell, decider& decides, run_bounds bounds);

/// The run without a deviation.
run_record benign_run(const program& p, story& tell);

/// The run in which the wanted stops are delivered. Fails the test if one is not offered where it
/// is wanted, or if a second run with the same choices has another event log.
run_record stopped_run(const program& p, story& tell, const std::vector<wanted_stop>& wanted);

/// Makes one run for every stop that is offered anywhere in the benign run, in every mode.
/// Returns: how many runs.
std::size_t for_each_stop(const program& p, story& tell,
                          const std::function<void(const run_record&)>& visit);

}  // namespace cutpoint::contract
