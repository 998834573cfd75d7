#pragma once

#include <cutpoint/trace/ids.hpp>
#include <cutpoint/trace/stop.hpp>

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace cutpoint {

struct task_control;

/// How an event uses an object. What is done in the same way commutes, but for writes.
enum class object_use : std::uint8_t {
  read,
  mark,  ///< changes it in a way that only readers notice the order of
  write,
  /// Reads a lock that is free, and comes to wait in front of it. What is done to the lock behind
  /// that may be done before it, with no outcome that it could not have had anyway; not the other
  /// way round.
  arrive,
};

/// Returns: the same use as one that has its place in the order of the others.
constexpr object_use in_order(object_use how) {
  return how == object_use::arrive ? object_use::read : how;
}

/// Names what several steps may use, in every run of a search alike: by who made it, and as which
/// of its own.
enum class object_id : std::uint64_t {};

/// Names a task in every run of a search alike: by its parent, and as which of its children.
enum class actor_id : std::uint32_t {};

/// One use of one object.
struct touch {
  object_id object{};  ///< what is used
  object_use how{};    ///< whether it is read or written
};

/// What kind of event a footprint is of.
enum class footprint_kind : std::uint8_t {
  start,  ///< what comes before the first step: `main` is made
  step,   ///< of a task
  stop,   ///< one is delivered
  time,   ///< virtual time moves
};

/// One event of a run, with what it used.
struct footprint {
  footprint_kind kind = footprint_kind::start;  ///< what the step is of
  actor_id actor{};                             ///< whose step it is; the target of a stop
  stop_mode mode{};                             ///< of a stop: how it arrives
  stop_reach reach{};                           ///< of a stop: whether descendants are stopped too
  std::vector<touch> touches;                   ///< each object once
  std::vector<actor_id> readied;                ///< the tasks that it made ready
  /// The lock in whose line its task stands behind it, if it came to one that is held.
  std::optional<object_id> joins = std::nullopt;
};

/// Writes down what each event of a run uses: the objects of our primitives and `shared<T>`, ledger
/// entries, and the state and the end of tasks. Which events commute follows from it.
///
/// The decider that asks for it owns it, and it outlives the run. Threads: the run's.
class footprint_log {
 public:
  // For the kernel.

  /// Forgets the events of the run before. The first event of a run makes `main`.
  void begin_run();
  /// From now on nothing is written down.
  void end_run() { open_ = false; }
  /// Names a task that the event made. Requires: tasks come in the order of their ids.
  void adopt(const task_control& t, const task_control* parent);
  void begin_step(const task_control& t);  ///< Begins the footprint of a step of `t`.
  /// Begins the footprint of the delivery of a stop.
  void begin_stop(const task_control& target, stop_mode mode, stop_reach reach);
  void begin_time();                    ///< Begins the footprint of an advance of the clock.
  void readies(const task_control& t);  ///< Notes that the event makes `t` ready.
  /// Notes that the event comes to a lock. Requires: where that is held, a write is noted, too.
  void arrives_at(object_id lock) {
    uses(lock, arrivals_commute_ ? object_use::arrive : object_use::read);
  }
  /// Takes down that the event came to a lock that is held, so that its task stands in line.
  void joins_line(object_id lock);
  /// Says that the program can tell a task that stands in the line of a lock, or was handed the
  /// lock, from one that waits in front of it.
  void tells_lines() { lines_told_ = true; }
  /// Invariants are judged behind every event now, or no more. What they read is anything.
  void judges_always(bool judged) { judged_ = judged; }

  // For whatever is used.

  /// Makes an object in the name of whoever acts.
  object_id make_object();
  void uses(object_id object, object_use how);  ///< Notes a use of `object` by the event.
  /// Notes a use of what belongs to `t` itself.
  void uses_task(const task_control& t, object_use how);
  void uses_end(const task_control& t, object_use how);  ///< Notes a use of the end of `t`.
  /// Notes the value of a choice that was drawn within the event.
  void draws(std::uint32_t value);
  /// Whether the run is undisturbed.
  void uses_disturbance(object_use how);

  // For the decider.

  /// How whoever comes to a lock that is free uses it from now on: arrives at it, or reads it.
  void take_arrivals_for(object_use how) { arrivals_commute_ = how == object_use::arrive; }
  /// Makes the step that begins next one event with the step behind it, in whose name it is.
  void joins_next() { joins_next_ = true; }
  /// Returns: whether the step that begins next goes on with the last event.
  bool joining() const { return continues_; }
  /// Returns: whether the program has told lines apart, in any run so far.
  bool lines_told() const { return lines_told_; }
  /// Returns: whether `object` stands for a value that was drawn.
  static bool is_drawn(object_id object);
  /// Returns: the events of the run so far; the last one may not be over.
  std::span<const footprint> events() const { return {events_.data(), count_}; }
  /// Requires: `t` belongs to this run.
  actor_id actor_of(const task_control& t) const;

 private:
  struct actor_state {
    std::uint32_t children = 0;
    std::uint32_t objects = 0;
  };

  footprint& begin(footprint_kind kind, actor_id actor);
  actor_state& state_of(actor_id a);

  bool open_ = false;
  bool judged_ = false;
  bool joins_next_ = false;
  bool continues_ = false;
  bool lines_told_ = false;
  bool arrivals_commute_ = false;
  std::size_t count_ = 0;
  std::vector<footprint> events_;  // those behind `count_` keep their memory
  std::vector<actor_id> by_task_;
  std::vector<actor_state> states_;

  // By parent, and as which of its children. Kept from run to run.
  std::map<std::pair<actor_id, std::uint32_t>, actor_id> actors_;
};

/// Returns: whether events that use these commute: what both use, both use in one way, and no
/// write. Where `a` arrives at a lock, it may come before the other if it came behind it.
bool commute(std::span<const touch> a, std::span<const touch> b);

/// What a primitive is, to the footprints: a member of whatever several tasks may use. It costs a
/// test where no footprints are asked for.
///
/// Requires: it is made in the run in which it is used; what was made outside is not seen.
class shared_object {
 public:
  inline shared_object();

  /// Notes that the running step reads it.
  void read() const {
    if (log_ != nullptr) [[unlikely]]
      log_->uses(id_, object_use::read);
  }
  /// Notes that the running step writes it.
  void write() const {
    if (log_ != nullptr) [[unlikely]]
      log_->uses(id_, object_use::write);
  }

  // For locks.

  object_id id() const { return id_; }  ///< its name in a footprint
  /// Notes that the running task comes to it.
  void arrive() const {
    if (log_ != nullptr) [[unlikely]]
      log_->arrives_at(id_);
  }
  /// Notes that the running task comes to stand in its line.
  void join_line() const {
    write();
    if (log_ != nullptr) [[unlikely]]
      log_->joins_line(id_);
  }
  /// Notes that the program can tell whether a task stands in its line.
  void tell_line() const {
    if (log_ != nullptr) [[unlikely]]
      log_->tells_lines();
  }

 private:
  footprint_log* log_ = nullptr;
  object_id id_{};
};

}  // namespace cutpoint
