#pragma once

#include <cutpoint/asio/executor.hpp>
#include <cutpoint/kernel/stop_listener.hpp>
#include <cutpoint/kernel/task.hpp>
#include <cutpoint/kernel/wait_node.hpp>

#include <boost/asio/cancellation_signal.hpp>

#include <cstdint>
#include <exception>
#include <optional>

namespace cutpoint::asio {

class world;

/// A task whose steps are handlers of Asio's.
class asio_task final : public task_control {
 public:
  explicit asio_task(world& its) : of(its) {}

  /// Returns: an executor whose handlers are steps of this task.
  executor runs_on() { return executor(this, 0, 0); }
  static asio_task& of_executor(const executor& e) { return *e.task_; }

  class listener final : stop_listener {
   public:
    explicit listener(asio_task& t) : stop_listener(t), task_(&t) {}

   private:
    void stop_requested(stop_strength strength) noexcept override;

    asio_task* task_;
  };

  /// One suspension.
  class point final : public wait_node {
   public:
    point(site where, const asio_task& of) : wait_node(where), of_(&of) {}
    const task_control* waits_for() const noexcept override;

   private:
    const asio_task* of_;
  };

  world& of;
  boost::asio::cancellation_signal cancels;
  std::optional<listener> hears;
  std::optional<point> at;
  site where;                            ///< what it waits for, where that is known
  bool started = false;                  ///< a handler of it has run
  bool held_back = false;                ///< ready, but others were queued before it
  bool joins_step = false;               ///< takes part in the step in progress
  bool cancelled_early = false;          ///< before it started, as Asio does not expect it
  bool may_ignore = false;               ///< was asked for less than to end
  std::optional<stop_strength> latched;  ///< a cancellation that came before it started
  std::optional<task_end> ends;
  std::exception_ptr ends_by;
};

}  // namespace cutpoint::asio
