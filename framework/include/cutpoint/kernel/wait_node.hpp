#pragma once

#include <cutpoint/kernel/footprint.hpp>
#include <cutpoint/trace/site.hpp>
#include <cutpoint/trace/stop.hpp>

#include <cstdint>
#include <optional>

namespace cutpoint {

class kernel;
class wait_queue;
struct task_control;

/// What became of a wait so far.
enum class wait_state : std::uint8_t {
  idle,       ///< not waiting: not yet, or no more
  passing,    ///< at a checkpoint: it could complete at once, others may go first
  yielded,    ///< gave up control and is ready
  parked,     ///< waits until somebody grants it
  granted,    ///< was granted, its task has not run since
  withdrawn,  ///< a stop took it out of its wait; its task will throw
};

/// A lock, as seen by a task that waits to get it.
struct awaited_lock {
  object_id lock{};   ///< its name in footprints
  bool held = false;  ///< whether some task owns it, if only because it was handed to it
};

/// One suspension of one task. It lives where the awaitable lives: in the coroutine's frame or on
/// the fiber's stack, so waiting allocates nothing.
///
/// The kernel calls the hooks; what they do is the primitive's business. None may throw or suspend.
class wait_node {
 public:
  /// `where` is the site that its task waits at.
  explicit wait_node(site where) : where_(where) {}
  wait_node(const wait_node&) = delete;
  wait_node& operator=(const wait_node&) = delete;

  const site& where() const { return where_; }  ///< the site that its task waits at
  wait_state state() const { return state_; }   ///< what became of the wait so far
  /// Returns: the task that waits; null while idle.
  task_control* waiter() const { return waiter_; }
  /// Returns: the ordinal of this suspension among those of its task with the same label; 0 where
  /// the run does not keep ordinals.
  std::uint32_t ordinal() const { return ordinal_; }

  /// Called when the task goes on from a checkpoint: completes the operation if it still can.
  /// Returns: false if it has to wait after all; it has then queued itself.
  virtual bool attempt() noexcept { return true; }

  /// Called when a stop reaches the parked node: takes it out of its queue.
  virtual void withdraw() noexcept {}

  /// Called when a stop is to be thrown into the parked waiter, instead of `withdraw`, if it
  /// returns true: the stop was passed on to the tasks that this one waits for. The wait then goes
  /// on, and the stop is thrown when it is granted.
  virtual bool pass_on(stop_mode) noexcept { return false; }

  /// Returns: whether anybody who knows the task may end this wait.
  virtual bool heeds_wake() const noexcept { return false; }

  /// Called where a run is explained. Returns: the task that this one waits for, if one is known.
  virtual const task_control* waits_for() const noexcept { return nullptr; }

  /// Returns: the lock that the wait is for, where it is for one that is handed on in FIFO order
  /// and that tasks in front of it do nothing but wait for.
  virtual std::optional<awaited_lock> awaits_lock() const noexcept { return std::nullopt; }

 protected:
  ~wait_node() = default;

 private:
  friend class kernel;
  friend class wait_queue;

  site where_;
  task_control* waiter_ = nullptr;
  wait_node* previous_ = nullptr;
  wait_node* next_ = nullptr;
  wait_queue* queue_ = nullptr;
  std::uint32_t ordinal_ = 0;
  wait_state state_ = wait_state::idle;
};

}  // namespace cutpoint
