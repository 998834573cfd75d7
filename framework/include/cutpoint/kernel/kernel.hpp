#pragma once

#include <cutpoint/kernel/choice_log.hpp>
#include <cutpoint/kernel/contract.hpp>
#include <cutpoint/kernel/decider.hpp>
#include <cutpoint/kernel/event_tape.hpp>
#include <cutpoint/kernel/footprint.hpp>
#include <cutpoint/kernel/ledger.hpp>
#include <cutpoint/kernel/memory_pool.hpp>
#include <cutpoint/kernel/observer.hpp>
#include <cutpoint/kernel/random_numbers.hpp>
#include <cutpoint/kernel/ready_queue.hpp>
#include <cutpoint/kernel/stop_listener.hpp>
#include <cutpoint/kernel/task.hpp>
#include <cutpoint/kernel/verdict.hpp>
#include <cutpoint/kernel/virtual_clock.hpp>
#include <cutpoint/kernel/wait_node.hpp>
#include <cutpoint/trace/trace_file.hpp>

#include <bit>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace cutpoint {

/// Whether a run counts each task's uses of each label, which addresses need and speed does not.
enum class ordinals : std::uint8_t { off, kept };

/// How long a task may go on after a stop before it is held to ignore it.
struct stop_patience {
  std::uint32_t suspensions = 16;           ///< of its own, but for those of destructors
  std::uint32_t polls = 1'000;              ///< calls of `poll_stop`
  virtual_duration waiting{5'000'000'000};  ///< in all, but for waits for other tasks
};

/// What a run needs from outside. Everything named here outlives the run.
struct run_setup {
  decider& decides;                    ///< takes every choice
  run_bounds bounds;                   ///< what a run may deviate in
  choice_log log = {};                 ///< where choices that are not benign are noted
  observer* observes = nullptr;        ///< also makes the run keep ordinals
  ordinals counting = ordinals::off;   ///< whether sites are counted
  stop_patience patience = {};         ///< how long a stopped task may go on
  bool no_suspend_after_stop = false;  ///< every task makes this promise
};

/// What an adapter keeps in a kernel from run to run: pools of stacks and tasks.
class kernel_extension {
 public:
  virtual ~kernel_extension() = default;
  /// Called when every task of the run has ended or was given up: takes their memory back.
  virtual void end_run() noexcept = 0;
  /// Returns: whether touching `address` means that a task ran out of stack. Called from signal
  /// handlers.
  virtual bool guards(const void* address) const noexcept = 0;
  /// Returns: how many coroutine frames that were made in this run have not been destroyed.
  virtual std::uint64_t live_frames() const noexcept { return 0; }
};

/// One run after another of a program, under a decider.
///
/// The kernel knows a task by its `task_ops` and knows no stacks. `next()` decides, on whatever
/// stack it is called; `loop()`, at home, resumes what it returns. Stops, drops, timers and stop
/// callbacks are carried out at home. Threads: one kernel runs on one thread at a time.
class kernel {
 public:
  kernel();
  ~kernel();
  kernel(const kernel&) = delete;
  kernel& operator=(const kernel&) = delete;

  // For whoever makes runs.

  /// Starts a run without tasks; the caller then adopts `main` and calls `loop()`.
  void begin(const run_setup& setup);
  /// Home: resumes one task after another until the run is over. The tasks that have not ended then
  /// are left as they stand, to be judged.
  void loop();
  /// Ends the run: drops every task that is left, the youngest first, and takes their memory back.
  void finish_run();

  run_end end() const { return hindered_.end; }                    ///< how the run ended
  std::span<task_control* const> tasks() const { return tasks_; }  ///< all tasks, in spawn order
  const ledger& resources() const { return ledger_; }              ///< who holds what
  /// What was complained of during the run.
  const std::vector<violation>& violations() const { return violations_; }
  /// The stops that were delivered, in their order.
  const std::vector<delivered_stop>& stops() const { return stops_; }
  /// Returns: the lock that `t` waits in front of, and takes, or stands in line for, if it goes on;
  /// nothing where it does anything else.
  std::optional<awaited_lock> in_front_of(const task_control& t) const;
  /// Returns: what the run's deviations were, addressed. Filled where ordinals are kept, unless it
  /// is only for a tape.
  const std::vector<deviation>& deviations() const { return deviations_; }
  /// The choices that were not benign.
  std::span<const taken_choice> taken() const { return log_.taken(); }
  std::uint64_t steps() const { return steps_; }      ///< how many were made
  std::uint64_t choices() const { return choices_; }  ///< how many were taken
  /// Returns: what has been made of the run so far. Looks at every task.
  run_size size() const;
  /// Returns: whether touching `address` means that a task ran out of stack. For signal handlers.
  bool guards(const void* address) const noexcept;
  /// Returns: how many coroutine frames of this run have not been destroyed.
  std::uint64_t live_frames() const noexcept;

  // For adapters.

  /// Makes `t` a ready task of this run; a null `parent` makes it `main`.
  void adopt(task_control& t, const task_ops& ops, label name, task_control* parent,
             const site& where);
  /// Decides who goes on. Returns: null where the caller has to go home.
  task_control* next();
  /// Lets home resume `t`, which `next()` gave to a task that cannot switch to it.
  void hand_home(task_control* t);
  /// Lets `t`, which is none of the ended ones, go on inside the step of the current task, without
  /// a choice: it starts eagerly, or control has come back to it. Null: nobody goes on.
  /// Returns: whose step it was.
  task_control* go_on_inside(task_control* t);
  /// Keeps `t`, if it is ready, from being picked until `let_go(t)`: in a queue of its library's
  /// others stand before it.
  void hold_back(task_control& t) {
    if (footprints_ != nullptr) footprints_->tells_lines();
    ready_.erase(t.id);
  }
  /// Lets `t`, which was held back, be picked; it stands behind all others.
  void let_go(task_control& t) { ready_.push_back(t.id); }
  /// Says that a stop listener of `t` is there now.
  void hear_stops(const task_control& t) {
    listened_to_ = true;
    uses(t, object_use::write);
  }
  /// Says that `t` has ended. Joiners become ready.
  void finish(task_control& t, task_end end, std::exception_ptr error = nullptr);
  /// Ends the run as soon as control is home.
  void cut_short();
  /// Returns: the `Extension` of this kernel, made when first asked for.
  template <class Extension>
  Extension& extension();
  /// Returns: memory for what tasks are made of.
  memory_pool& memory() { return *memory_; }

  // For awaitables, always about the current task.

  /// Begins a suspension at `node`. Throws `cancelled` where a stop is due.
  void enter(wait_node& node);
  /// Scheduling point of an operation that could complete at once. Returns: true if the task goes
  /// on, with `node.attempt()` done; else it has to suspend.
  bool checkpoint(wait_node& node);
  /// Makes the task wait until `grant(node)`; it has to suspend.
  void park(wait_node& node);
  /// Makes the task ready, behind all others; it has to suspend.
  void yield(wait_node& node);
  /// Ends the suspension. Throws `cancelled` where a stop is due; the awaitable's destructor then
  /// gives back what it was granted.
  void resumed(wait_node& node);
  /// Makes the waiter of `node` ready. Returns: false if it does not wait (any more).
  bool grant(wait_node& node);

  // For programs.

  /// Requires: a task runs.
  task_control& current() const {
    CUTPOINT_REQUIRE(current_ != nullptr, "only a task of the program can do this");
    return *current_;
  }
  /// Whether a task runs, and not the kernel itself.
  bool in_task() const { return current_ != nullptr; }
  virtual_clock& clock() { return clock_; }  ///< virtual time
  /// Delivers a stop of the program's own. Requires: a drop does not target the current task.
  void stop(task_control& target, stop_mode mode, stop_strength strength = stop_strength::terminal);
  void acknowledge_stop();  ///< Of the current task: it has handled its stop for good.
  /// Ends one shield of `t`; a request that came inside the last one takes effect.
  void leave_shield(task_control& t);
  /// Draws a choice: whether a stop reaches the current task now. Returns: whether one has.
  bool poll_stop(site where);
  /// Draws a choice. Returns: whether the fault fires.
  bool draw_fault(site where);
  /// Draws a choice. Returns: a number below `count`.
  std::uint32_t draw_value(site where, std::uint32_t count);
  /// Enters a resource into the ledger.
  entry_id acquire(label kind, site where, ownership owned_by);
  /// Strikes out the entry `id`; a violation where that is not held.
  void release(entry_id id, site where);
  /// Makes `owner` the one who has to release `id`.
  void hand_over(entry_id id, const task_control& owner);
  void watch(invariant& condition);    ///< Judges `condition` behind every step from now on.
  void unwatch(invariant& condition);  ///< Judges `condition` no more.
  /// Judges `condition` now.
  void check(invariant& condition);
  /// Notes a broken promise; the run goes on.
  void violate(oracle by, label subject, std::string message, site where);
  /// Returns: false once a stop was delivered or a fault fired.
  bool undisturbed() const {
    if (footprints_ != nullptr) [[unlikely]]
      footprints_->uses_disturbance(object_use::read);
    return undisturbed_;
  }
  /// Returns: where it is written down what each event uses; null in most runs.
  footprint_log* footprints() const { return footprints_; }
  /// Says that the current event uses the state of `t`, which its own steps write.
  void uses(const task_control& t, object_use how) const {
    if (footprints_ != nullptr) [[unlikely]]
      footprints_->uses_task(t, how);
  }
  /// Says that the current event uses whether and how `t` has ended.
  void uses_end(const task_control& t, object_use how) const {
    if (footprints_ != nullptr) [[unlikely]]
      footprints_->uses_end(t, how);
  }
  /// Returns: true while left-over tasks are dropped after the run was judged.
  bool finishing() const { return finishing_; }

 private:
  friend class choice_point;
  enum class home_work : std::uint8_t { none, deliver, advance, discard };
  // Who is to hear of choices: a tape alone, or ordinals and invariants as well.
  enum class choice_watch : std::uint8_t { none, by_tape, by_all };

  // What keeps the kernel from taking the next choice the short way. One word, so that one test
  // tells that there is nothing.
  struct hindrances {
    run_end end = run_end::completed;
    home_work work = home_work::none;
    bool decided = false;  ///< `planned_` goes on: home has been in between
    choice_watch watched = choice_watch::none;
    bool none() const { return *this == hindrances{.end = run_end::running}; }
    bool only_a_tape() const {
      return *this == hindrances{.end = run_end::running, .watched = choice_watch::by_tape};
    }
    friend bool operator==(hindrances a, hindrances b) {
      return std::bit_cast<std::uint32_t>(a) == std::bit_cast<std::uint32_t>(b);
    }
  };

  template <bool Taped>
  task_control* decide_shortly();
  task_control* next_hindered();
  task_control* decide_at_length();
  task_control* begin_step(task_control& t);
  task_control* start_step(task_control& t);
  task_control* go_on(task_id taken);
  task_control* go_on_taped(task_id taken, task_id first);
  task_control* go_on_told(task_control& t, task_id first);
  task_control* go_on_in_crowd(std::uint32_t move);
  task_control* go_on_in_taped_crowd(std::uint32_t move);
  task_control* go_on_specially(task_control& t);
  void watch_choices();
  task_control& task_of(task_id t) const { return *tasks_[static_cast<std::size_t>(t)]; }
  bool over(bool idle);
  bool steps_spent();
  std::uint32_t draw_schedule(std::uint32_t picks, bool may_run_on, bool hurries);
  std::uint32_t place_in_queue(const task_control& t) const;
  std::uint32_t place_of_benign();
  std::uint32_t place_of(std::uint32_t move) const;
  void run_on(task_control* t);
  static bool runs_on(const choice_point& point, std::uint32_t move);
  std::uint32_t draw(const choice_point& point);
  void note_deviation(const choice_point& point, std::uint32_t move);
  bool is_asked(std::uint64_t number) const { return number - first_asked_ <= asked_span_; }
  void list_stops();
  void list_stops_of(task_control& t, stop_reach reach);
  bool offers(const task_control& t, stop_mode mode) const;
  void work_at_home();
  void deliver(task_control& target, stop_mode mode, stop_strength strength,
               const task_control* with = nullptr, const site* polled_at = nullptr);
  void deliver_to_scope(task_control& root, stop_mode mode);
  static bool takes(const task_control& t, stop_mode mode);
  void drop(task_control& t);
  void leave_children(const task_control& parent);
  void tell_spawn(const task_control& t, const site& where);
  void tell_end(const task_control& t);
  void note_grant(const wait_node& node);
  void request(task_control& target, stop_strength strength);
  void wake_to_throw(task_control& t, stop_mode mode);
  bool may_throw(const task_control& t) const;
  void enter_watched(wait_node& node);
  void yield_watched(wait_node& node);
  void enter_stopped(wait_node& node);
  void count_after_stop(wait_node& node);
  void count_wait(task_control& t);
  void stop_ignored(std::string done, const site& where);
  void resumed_watched(wait_node& node);
  void resumed_stopped(wait_node& node);
  [[noreturn]] void throw_stop(wait_node& node);
  void check_invariants();
  deviation describe(const choice_point& point, std::uint32_t move) const;
  void record(event_kind kind, const task_control* who, std::string_view subject,
              std::uint32_t ordinal, std::string detail, const site& where);
  void record_at(event_kind kind, wait_node& node);
  void come_to_on_tape(task_control& t, wait_node& node);
  task_id id_on_tape(const task_control* t) const;
  void* find_extension(const void* key) const {
    for (const extension_slot& slot : extensions_)
      if (slot.key == key) return slot.held.get();
    return nullptr;
  }
  void add_extension(const void* key, std::unique_ptr<kernel_extension> extension);

  // Read or written at every step.
  hindrances hindered_;
  std::uint32_t stops_left_ = 0;
  random_numbers* even_picks_ = nullptr;  ///< null unless only tasks can be picked, evenly
  task_control* current_ = nullptr;
  task_control* planned_ = nullptr;
  task_control* last_ = nullptr;
  task_control* runs_on_ = nullptr;  ///< goes on before all others, as long as it can
  observer* observer_ = nullptr;
  event_tape* tape_ = nullptr;  ///< the observer's, if it has one
  decider* decider_ = nullptr;
  random_numbers* offered_picks_ = nullptr;
  footprint_log* footprints_ = nullptr;
  std::uint64_t choices_ = 0;
  std::uint64_t first_asked_ = 0;
  std::uint64_t asked_span_ = 0;  ///< so many choices behind the first one are asked about
  std::uint64_t steps_ = 0;
  std::uint64_t step_limit_ = 0;
  std::uint64_t points_ = 0;
  std::uint32_t timers_left_ = 0;
  std::uint32_t faults_left_ = 0;
  bool keep_ordinals_ = false;
  bool keep_deviations_ = false;
  bool in_callback_ = false;
  bool undisturbed_ = true;
  bool listened_to_ = false;  ///< a task has, or had, a stop listener
  bool finishing_ = false;
  bool hurried_ = false;  ///< time is to move although tasks are ready
  bool fair_ = false;     ///< the step budget is spent: benign choices from now on
  bool no_suspend_after_stop_ = false;
  ready_queue ready_;
  run_bounds bounds_;
  choice_log log_;
  std::vector<invariant*> invariants_;

  std::uint64_t runs_on_until_ = 0;  ///< in which step at the latest others have their turn again
  std::uint32_t benign_ = 0;         ///< where in the queue the task of move 0 stands
  std::uint64_t step_began_ = 0;     ///< scheduling points passed when the last step began
  stop_patience patience_;
  stop_move delivery_{};
  task_control* discarded_ = nullptr;
  virtual_clock clock_;
  memory_pool::owner memory_ = memory_pool::make();
  std::vector<task_control*> tasks_;
  std::size_t alive_ = 0;  ///< tasks that have not ended
  std::vector<stop_move> stop_moves_;
  ledger ledger_;
  std::vector<violation> violations_;
  std::vector<label> broken_;
  std::vector<delivered_stop> stops_;
  std::vector<deviation> deviations_;
  task_control stop_task_;  ///< `!stop`: in whose name stop callbacks run
  struct extension_slot {
    const void* key;
    std::unique_ptr<kernel_extension> held;
  };
  std::vector<extension_slot> extensions_;
};

namespace detail {
// In a header, so that looking it up at each suspension costs no call.
extern constinit thread_local kernel* active_kernel;
}  // namespace detail

/// Returns: the kernel whose run is in progress on this thread, or null outside a run.
inline kernel* find_this_kernel() { return detail::active_kernel; }
/// Returns: the same. Misuse outside a run.
inline kernel& this_kernel() {
  kernel* const active = find_this_kernel();
  CUTPOINT_REQUIRE(active != nullptr, "this works only inside a run of a program under check");
  return *active;
}

template <class Extension>
Extension& kernel::extension() {
  static constexpr char key = 0;
  if (void* found = find_extension(&key)) return *static_cast<Extension*>(found);
  auto made = std::make_unique<Extension>();
  Extension& result = *made;
  add_extension(&key, std::move(made));
  return result;
}

}  // namespace cutpoint

#include <cutpoint/kernel/kernel.ipp>
