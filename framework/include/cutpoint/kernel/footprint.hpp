#pragma once

#include <cutpoint/trace/ids.hpp>
#include <cutpoint/trace/stop.hpp>

#include <cstddef>
#include <cstdint>
#include <map>
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
};

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
  std::size_t count_ = 0;
  std::vector<footprint> events_;  // those behind `count_` keep their memory
  std::vector<actor_id> by_task_;
  std::vector<actor_state> states_;

  // By parent, and as which of its children. Kept from run to run.
  std::map<std::pair<actor_id, std::uint32_t>, actor_id> actors_;
};

/// Returns: whether events that use these commute: what both use, both use in one way, and no
/// write.
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

 private:
  footprint_log* log_ = nullptr;
  object_id id_{};
};

}  // namespace cutpoint
