#pragma once

#include <cutpoint/kernel/footprint.hpp>
#include <cutpoint/search/footprint_memory.hpp>
#include <cutpoint/search/happens_before.hpp>
#include <cutpoint/search/strategy.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace cutpoint {

/// Every run with at most so many stops, whatever its order of tasks, but for runs that differ only
/// in the order of events that commute: of each class of such runs at least one is made, and mostly
/// one. If none of them fails, no run of the program with so many stops does.
///
/// It knows what commutes from what the events used, which the kernel writes down. So the program
/// has to keep all that its tasks share in our primitives, in `shared<T>` and in the ledger. To see
/// whether it does, the events of some runs without stops are made once more in another order that
/// ought to be no different; `undeclared()` says where something was.
/// Faults do not fire, and time passes when nothing is ready.
///
/// A stop is delivered behind each event that does not commute with it, and nowhere else: later
/// ones of the same class are the same run.
///
/// Without stops, runs that differ only in whether a task found a `mutex` held, and stood in its
/// line, are alike as well, where that changes neither who gets it in which order nor anything else
/// that the program can tell. So a task in front of a mutex that is held does not go on to stand in
/// line, unless nothing else can go on, or another is about to stand there. Where a run turns out
/// to be able to tell the difference, the search begins again without this.
///
/// There is one job, number 0. Cost: for each run a pass over its pairs of events. Memory: for each
/// event of a run what it and those not yet tried instead of it use.
///
/// Source: Abdulla, Aronis, Jonsson, Sagonas, "Source sets: a foundation for optimal dynamic
/// partial order reduction", JACM 64(4), 2017, algorithm 1 (source-DPOR), with the sleep sets of
/// Godefroid, 1996. Here values that are chosen are branches within an event, and stops are
/// branches behind one, so that no race has to be reversed to get them.
class reduced_search final : public strategy {
 public:
  /// When tasks in front of a mutex that is held go on to stand in line, where there are no stops.
  enum class lining_up : std::uint8_t { when_needed, at_any_time };

  /// Requires: the bounds of the runs allow for as many stops.
  explicit reduced_search(std::uint32_t most_stops, lining_up lines = lining_up::when_needed);

  bool begin_run(std::uint64_t job) override;
  std::uint32_t decide(const choice_point& point) override;
  footprint_log* footprints() override { return &log_; }
  void end_run(const kernel& run, std::span<const finding> found) override;

  /// Returns: how many runs were not found to be like another: at least as many as there are
  /// classes.
  std::uint64_t classes() const { return classes_; }
  /// Returns: how many were found to be like another on their way.
  std::uint64_t runs_like_others() const { return alike_; }
  /// Returns: how many were made to see whether another order makes a difference.
  std::uint64_t samples() const { return samples_; }
  /// Returns: in how many runs something was not as it had been when the same was done before, so
  /// that the program shares what it does not declare. If there are any, nothing was proved.
  std::uint64_t undeclared() const { return undeclared_; }
  /// Returns: the path of the task that did what it would not have done had all been declared.
  const std::string& undeclared_by() const { return undeclared_by_; }
  /// Returns: how many runs were ended before they were over. The same holds.
  std::uint64_t cut_runs() const { return cut_; }
  /// Returns: whether the last run was of a class of its own.
  bool last_was_new() const { return !like_another_; }
  /// Returns: the hash of the class of the last run.
  std::uint64_t last_class() const { return last_class_; }

 private:
  struct stop_key {
    actor_id target{};
    stop_mode mode{};
    friend bool operator==(const stop_key&, const stop_key&) = default;
  };
  /// A stop that might be delivered at a position.
  struct stop_option {
    stop_key what;
    bool tries = false;       ///< it is one of those to be tried here
    bool known = false;       ///< `used` is what it uses here
    bool comes_late = false;  ///< it is to be tried behind other stops, too
    std::vector<touch> used = {};
  };
  /// A step that leads to nothing new from here on, as long as nothing happens that it does not
  /// commute with.
  struct sleeper {
    actor_id actor{};
    bool stops_wake = false;  ///< if nobody else is ready
    std::vector<touch> used;
  };
  struct drawn_value {
    std::uint32_t moves;
    std::uint32_t taken;
  };
  /// A step of one task, in front of which others line up.
  struct joint_step {
    actor_id actor{};
    std::vector<actor_id> first = {};  ///< those that line up, in their order
  };
  /// A task in front of a lock that is held.
  struct held_up_task {
    actor_id actor{};
    object_id lock{};
  };
  /// An event of a run that is made again in another order.
  struct sampled_event {
    joint_step step;
    std::vector<drawn_value> drawn;
  };
  /// What is done at one position of the run, and what is left to do there instead.
  struct position {
    footprint_kind taken = footprint_kind::step;
    joint_step step;          ///< of a step
    bool stops_wake = false;  ///< of the step, when it sleeps
    stop_key stop;            ///< of a stop
    std::vector<drawn_value> drawn;
    std::vector<touch> used;  ///< in all its variants so far
    std::vector<actor_id> ready;
    std::vector<actor_id> wanted;  ///< whose steps are to be tried
    std::vector<sleeper> asleep;
    std::vector<sleeper> woken;  ///< slept, and have not gone on since
    std::vector<stop_option> stops;
    std::vector<held_up_task> held_up;
    std::vector<actor_id> may_line_up;  ///< in front of the step
  };

  std::size_t done() const { return log_.events().size() - 1; }
  std::uint32_t draw_value(const choice_point& point);
  std::uint32_t repeat(const position& at, const choice_point& point);
  std::uint32_t go_on(const choice_point& point);
  std::uint32_t take(const joint_step& step, const choice_point& point);
  void note_undeclared(const kernel& run, std::size_t event);
  void catch_up();
  position& open_position();
  void list_stops(position& at, const choice_point& point) const;
  bool try_next_stop(position& at);
  bool try_first_step(position& at);
  bool try_next_step(position& at);
  bool order_as_meant();
  static bool sleeps(const position& at, actor_id a);
  void compare(const kernel& run);
  void note_uses();
  void reverse_races();
  void let_others_come_last();
  void let_disabled_come_first(std::size_t event, std::span<const actor_id> ready);
  void reverse(std::size_t first, std::size_t second);
  std::vector<actor_id> initials_between(std::size_t first, std::size_t second) const;
  bool advance();

  // In reduced_sample.cpp.
  std::uint32_t repeat_sampled(const choice_point& point);
  void sample();
  void compare_sample(const kernel& run);

  // What there is to lines, in reduced_lines.cpp.
  void list_tasks(position& at, const choice_point& point) const;
  static std::optional<object_id> put_off_by(const position& at, actor_id a);
  static void note_line(position& at, const footprint& event);
  static bool try_next_line(position& at);
  void begin_again();

  std::uint32_t most_stops_;
  bool puts_off_;             ///< tasks line up when needed, and come to a lock before it is taken
  std::size_t lined_up_ = 0;  ///< how many have, of those in front of the step
  footprint_log log_;
  happens_before order_;
  std::uint64_t last_class_ = 0;
  std::vector<std::span<const touch>> meant_;  ///< what each event would have used, too
  footprint_memory memory_;
  std::vector<position> path_;
  std::size_t changed_ =
      0;  ///< the first position that the last run did not share with the one before
  std::size_t drawing_at_ = 0;         ///< the event that draws
  std::size_t drawn_ = 0;              ///< how many values it has drawn
  std::uint32_t stops_ = 0;            ///< of this run, so far
  std::vector<sampled_event> sample_;  ///< the order to be made next, if there is one
  std::uint64_t sampled_class_ = 0;
  bool sampling_ = false;
  bool like_another_ = false;
  bool astray_ = false;
  bool finished_ = false;
  std::uint64_t classes_ = 0;
  std::uint64_t alike_ = 0;
  std::uint64_t samples_ = 0;
  std::uint64_t undeclared_ = 0;
  std::string undeclared_by_;
  std::uint64_t cut_ = 0;
};

}  // namespace cutpoint
