#pragma once

#include <cutpoint/search/profile.hpp>
#include <cutpoint/search/strategy.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

namespace cutpoint {

/// Which runs a bounded search makes, by how many deviations they have, and how many of these are
/// stops. The default is every pair with a stop in it: the sweep in depth.
struct deviation_bounds {
  std::uint32_t fewest = 2;        ///< at least 1
  std::uint32_t most = 2;          ///< at most `bounded_search::most_deviations`
  std::uint32_t fewest_stops = 1;  ///< a run has at least so many
  /// A run has at most so many.
  std::uint32_t most_stops = std::numeric_limits<std::uint32_t>::max();
};

/// Every run with at most `most` deviations that the bounds let through, each exactly once, with no
/// reduction: if none of them fails, no failing run of the program is that close to the benign one.
///
/// A run is extended by one deviation behind its last one, so its choices are known when it has
/// been made. Hence a job is a number of deviations and the first of them; a job's runs are those
/// that begin with it, and it makes them depth first. Runs with fewer deviations have earlier jobs.
/// Among the extensions of a run, stops of single tasks, faults and values come first, by when they
/// happen; then reorders and early timers; then wide stops, as in the sweep. Jobs are in the same
/// order.
///
/// How many: of a program whose runs have S choices of b moves, C(S, n) * (b - 1)^n with n
/// deviations, and with each job the runs that it extends once more (`repeats()`), which are fewer
/// by a factor of about S * (b - 1) / n. Memory: 24 bytes for each choice of a run and deviation.
///
/// A run that dies tells nobody its choices, so those that extend it are left out: see
/// `resume_behind`. How many stops and faults can happen at all is up to the bounds of the runs.
///
/// Source: Emmi, Qadeer, Rakamaric, "Delay-bounded scheduling", POPL 2011; fewest first as in
/// Musuvathi, Qadeer, "Iterative context bounding for systematic testing of multithreaded
/// programs", PLDI 2007. Here stops, faults and values count as deviations too, and a run is made
/// again instead of being kept in a queue.
class bounded_search final : public strategy {
 public:
  static constexpr std::uint32_t most_deviations = 8;  ///< a bound may not be larger

  /// A run within its job: plain data that outlives the process. Depth 0 stands for none.
  struct position {
    std::uint32_t depth = 0;  ///< how many deviations the run has
    /// Which extension of the run before it each deviation behind the first was, from 0.
    std::array<std::uint32_t, most_deviations - 1> extension{};

    friend bool operator==(const position&, const position&) = default;
  };

  /// `base` is the profile of the benign run under the same bounds of runs.
  explicit bounded_search(const profile& base, const deviation_bounds& wanted = {});
  ~bounded_search() override;

  /// Starts the next run of job `job`; of another job than the last one, its first run. Returns:
  /// false where the job has no run left, or there is no such job.
  /// Requires: the last run that was started has ended.
  bool begin_run(std::uint64_t job) override;
  choice_number first_asked() const override;
  choice_number last_asked() const override;
  std::uint32_t decide(const choice_point& point) override;
  void end_run(const kernel& run, std::span<const finding> found) override;

  /// How many there are, one for each deviation that a run may begin with.
  std::uint64_t jobs() const;
  /// Returns: at which choice the runs of `job` deviate first. Requires: there is such a job.
  choice_number first_of(std::uint64_t job) const;
  /// Leaves out the runs that extend the one that is being made at this choice or later, for a
  /// caller that knows all of them to be of no use.
  void extend_no_further();
  /// Returns: how many runs `job` has if its deviations change nothing behind themselves; at most
  /// 2^40. Requires: there is such a job.
  std::uint64_t expected_runs(std::uint64_t job) const;
  /// Returns: where the run stands that was started last.
  const position& at() const { return at_; }
  /// Returns: whether that run is made only to learn what extends it: it has too few deviations to
  /// be one of the job.
  bool repeats() const { return path_.size() < length_; }
  /// Returns: in how many runs a deviation did not come up that had been possible before. If there
  /// are any, something in the program escapes the scheduler, and nothing was proved.
  std::uint64_t runs_astray() const { return astray_; }

  /// Goes on with the run at `p` of `job`, which is made again; at the first one for depth 0.
  void resume_at(std::uint64_t job, const position& p);
  /// Goes on with what follows the run at `p` of `job`; neither it nor any run that extends it is
  /// made. For a run that killed its process.
  void resume_behind(std::uint64_t job, const position& p);

 private:
  struct taken_move {
    std::uint64_t number;
    std::uint32_t move;
    bool is_stop;
  };
  class extensions;
  /// How many moves a benign run has behind one of its deviations.
  struct moves_behind {
    std::uint64_t all = 0;
    std::uint64_t stops = 0;
  };

  void count_behind(const profile& base);
  std::size_t length_of(std::uint64_t job) const;
  void start(std::uint64_t job);
  bool advance();
  bool go_forward();
  void push(const taken_move& move);
  void pop();
  bool lets_through(bool is_stop) const;

  deviation_bounds wanted_;
  std::vector<taken_move> firsts_;
  std::vector<moves_behind> behind_firsts_;
  std::uint64_t job_;
  std::size_t length_ = 0;         ///< deviations of the runs of the job
  std::vector<taken_move> path_;   ///< deviations of the run that was started last
  std::uint32_t stops_ = 0;        ///< how many of them are stops
  std::size_t reached_ = 0;        ///< how many of them the run has come to
  std::vector<extensions> below_;  ///< of the runs on the path
  bool done_ = false;              ///< the job has no run left
  position at_;
  position restored_;  ///< the way to go first; depth 0: none
  bool behind_restored_ = false;
  std::uint64_t astray_ = 0;
};

}  // namespace cutpoint
