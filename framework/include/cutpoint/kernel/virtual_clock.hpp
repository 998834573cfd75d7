#pragma once

#include <cutpoint/trace/virtual_time.hpp>

#include <cstddef>
#include <cstdint>
#include <vector>

namespace cutpoint {

struct task_control;

/// Something that happens at a moment of virtual time. It lives with its owner, who disarms it.
class timer {
 public:
  timer() = default;
  timer(const timer&) = delete;
  timer& operator=(const timer&) = delete;

  bool armed() const { return slot_ != unarmed; }      ///< whether it will fire
  virtual_time deadline() const { return deadline_; }  ///< when it fires, if it is armed
  /// Returns: the task that waits for it, if one does: names the timer in a trace.
  virtual const task_control* waiter() const noexcept { return nullptr; }

 protected:
  ~timer() = default;

 private:
  friend class virtual_clock;
  static constexpr std::size_t unarmed = static_cast<std::size_t>(-1);

  /// Called at home when the deadline has come; the timer is no longer armed.
  virtual void fire() noexcept = 0;

  virtual_time deadline_{};
  std::uint64_t order_ = 0;
  std::size_t slot_ = unarmed;
};

/// The time of one run. It stands still until told to move.
class virtual_clock {
 public:
  virtual_time now() const { return now_; }          ///< the virtual time
  bool any_armed() const { return !heap_.empty(); }  ///< whether some timer will fire
  /// Returns: the timer that fires next. Requires: `any_armed()`.
  const timer& first() const { return *heap_.front(); }

  /// Requires: `t` is not armed and outlives its place here. Equal deadlines fire in the order in
  /// which they were armed.
  void arm(timer& t, virtual_time deadline);
  /// Takes `t` out if it is armed.
  void disarm(timer& t);
  /// Moves time to the earliest deadline and fires every timer that is due then.
  /// Requires: `any_armed()`.
  void advance();
  /// Forgets all timers, and starts again at zero.
  void reset();

 private:
  static bool earlier(const timer& a, const timer& b);
  void place(timer& t, std::size_t slot);
  void sift_up(std::size_t slot);
  void sift_down(std::size_t slot);
  timer& pop();

  virtual_time now_{};
  std::uint64_t armed_ever_ = 0;
  std::vector<timer*> heap_;
};

}  // namespace cutpoint
