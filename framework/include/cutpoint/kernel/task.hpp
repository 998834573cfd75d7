#pragma once

#include <cutpoint/kernel/wait_queue.hpp>
#include <cutpoint/trace/ids.hpp>
#include <cutpoint/trace/label.hpp>
#include <cutpoint/trace/site.hpp>
#include <cutpoint/trace/stop.hpp>
#include <cutpoint/trace/virtual_time.hpp>

#include <bit>
#include <cstdint>
#include <exception>
#include <optional>
#include <string>
#include <vector>

namespace cutpoint {

class kernel;
class stop_listener;
struct task_control;

/// What an adapter teaches the kernel about its kind of task.
struct task_ops {
  /// Runs the task, which was picked, until it suspends or ends. Called at home only.
  void (*resume)(task_control&);
  /// Destroys the task's frame where it stands, or its arguments if it never ran; then it has
  /// ended. Called at home, or on the stack of a task whose frame owns the dropped one.
  void (*drop)(task_control&);
  /// Gives up control from any depth of calls, until the task is picked again. Called on the task's
  /// own stack. Null: the task has no stack of its own and only suspends where it is compiled to.
  void (*suspend)(task_control&);
  /// Tells whether exceptions are in flight on the suspended task's stack, so that nothing may be
  /// thrown into it. Null: never.
  bool (*unwinding)(const task_control&);
};

/// What a task is doing.
enum class task_phase : std::uint8_t {
  fresh,    ///< ready, never run
  ready,    ///< suspended, may be picked
  passing,  ///< at a checkpoint, may be picked
  running,  ///< picked
  parked,   ///< suspended until granted
  ended,
};

/// How a task ended: it gave a value, an exception or a stop ended it, or it was dropped.
enum class task_end : std::uint8_t { value, error, stopped, dropped };

/// Hears the end of a task.
class end_listener {
 public:
  /// Called on the stack on which the task ended.
  virtual void task_ended(task_control& t) noexcept = 0;

 protected:
  ~end_listener() = default;
};

/// What stops have done to a task.
struct stop_status {
  bool pending = false;       ///< to be thrown when the task runs next and may throw
  bool level = false;         ///< every suspension throws
  bool requested = false;     ///< the stop token is true
  bool request_held = false;  ///< a request came inside a shield, and takes effect behind it
  /// The strength of a request that a shield holds up.
  stop_strength held_strength = stop_strength::terminal;
  bool dropping = false;      ///< its frame is being destroyed
  bool level_thrown = false;  ///< the `level` stop was seen, and not acknowledged
  bool thrown = false;        ///< saw `cancelled` and has neither ended nor acknowledged
  bool acknowledged = false;  ///< it has handled the stop for good
  bool ever_stopped = false;  ///< some stop was delivered to it
  bool polled = false;        ///< was told of a stop by polling
  bool ignored = false;       ///< went on for so long that it was called a finding

  // What the task has done since it was stopped, as long as it does not acknowledge the stop.
  std::uint32_t suspensions = 0;  ///< its own, since the stop
  std::uint32_t polls = 0;        ///< its own, since the stop
  virtual_duration waited{};      ///< its own waiting, since the stop
  virtual_time waits_since{};     ///< since when it waits now
  bool waits_for_task = false;  ///< the wait in progress is for another task, so it does not count
};

/// Which parts of a suspension are to do more than suspend the task. All are where the task was
/// stopped, or somebody hears each event at once.
struct suspension_watch {
  bool entry = false;       ///< it comes to a suspension point
  bool pause = false;       ///< it gives up control, or comes to a checkpoint
  bool resumption = false;  ///< on a tape only until it is told that the task goes on

  /// Watches all three.
  void all() { entry = pause = resumption = true; }
};

/// How many times a task suspended on each label. Kept only where addresses are needed.
class ordinal_counter {
 public:
  /// Returns: the ordinal of one more `operation`; the first is 1.
  std::uint32_t next(label operation) {
    leave();
    return recent_ != nullptr && recent_->operation.is(operation) ? ++recent_->count
                                                                  : next_of_other(operation);
  }
  /// The same, of a suspension at `where` that is written down.
  std::uint32_t next_at(const site& where) {
    const std::uint32_t ordinal = next(where.operation);
    recent_->place = place_of(where);
    return ordinal;
  }
  /// Returns: whether nothing was counted or written down since `next_at` of the same place.
  bool is_at(const site& where) const {
    return recent_ != nullptr && recent_->operation.is(where.operation) &&
           recent_->place == place_of(where);
  }
  /// The same as `next_at` where `is_at`.
  std::uint32_t next_there() { return ++recent_->count; }
  /// Says that another suspension than the one that was counted last is written down.
  void leave() {
    if (recent_ != nullptr) recent_->place = nowhere;
  }
  /// Returns: the ordinal of the latest `operation`; 0 where there was none.
  std::uint32_t last(label operation) const;
  /// Begins again.
  void clear() {
    counts_.clear();
    recent_ = nullptr;
  }

 private:
  static constexpr auto nowhere = ~std::uintptr_t{0};  // no address
  struct use_count {
    label operation;
    std::uint32_t count = 0;
    std::uintptr_t place = nowhere;
  };
  static std::uintptr_t place_of(const site& where) {
    static_assert(sizeof where.where == sizeof(std::uintptr_t));
    return std::bit_cast<std::uintptr_t>(where.where);
  }
  std::uint32_t next_of_other(label operation);

  std::vector<use_count> counts_;
  use_count* recent_ = nullptr;  ///< in `counts_`
};

/// One flow of control. Adapters derive from it to keep their own state beside the kernel's.
///
/// The kernel writes every member but `leaf`, `delivers` and `shares`. Lifetime: until the run
/// ends, also after the task did.
struct task_control {
  const task_ops* ops = nullptr;          ///< how it is resumed and dropped
  kernel* home = nullptr;                 ///< the kernel that runs it
  void* leaf = nullptr;                   ///< for the adapter: where to go on
  wait_node* node = nullptr;              ///< what it is parked on; null while it runs or is ready
  task_control* parent = nullptr;         ///< who spawned it; null: it is `main`
  label name;                             ///< the last part of its path
  task_id id{};                           ///< given in spawn order
  task_phase phase = task_phase::fresh;   ///< what it is doing
  suspension_watch watched;               ///< what suspending is to do besides
  task_end end = task_end::value;         ///< how it ended, if it has
  stop_status stop;                       ///< what is known of the stop that reached it
  std::uint16_t shields = 0;              ///< stops other than drop are held up while positive
  std::uint16_t in_destructors = 0;       ///< waits in a destructor: not even drop may come
  bool unstoppable = false;               ///< no stop is aimed at it
  stop_modes delivers = every_stop_mode;  ///< those in which its adapter can deliver a stop
  stop_modes shares;  ///< those in which a stop reaches it with `main`, and never alone
  bool ends_when_stopped = false;   ///< promised not to suspend again behind a stop
  bool error_taken = false;         ///< somebody looked at the outcome
  bool outlived = false;            ///< was still alive when its parent had ended; no scope owns it
  std::uint32_t steps = 0;          ///< how many it has made
  std::uint64_t window_opened = 0;  ///< scheduling points passed when the current window opened
  std::exception_ptr error;         ///< of `task_end::error`
  wait_queue joiners;               ///< who waits for its end
  stop_listener* listeners = nullptr;  ///< its stop callbacks
  end_listener* on_end = nullptr;      ///< who else hears of its end
  std::uint32_t live_children = 0;     ///< how many of its children have not ended
  ordinal_counter ordinals;            ///< counts its suspension points

  bool ended() const { return phase == task_phase::ended; }  ///< whether it has ended
  bool shielded() const { return shields > 0; }  ///< whether stops other than drop are held up
};

/// Returns: what `t` is doing, as a stop sees it.
window window_of(const task_control& t);

/// Returns: `main/notify#2`: the names from the root down, with the ordinal among siblings of the
/// same name from the second on. Cost: linear in the tasks of the run; for recorded runs.
std::string path_of(const task_control& t);

}  // namespace cutpoint
