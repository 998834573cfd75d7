#pragma once

#include <cutpoint/foreign/flow.hpp>
#include <cutpoint/kernel/kernel.hpp>
#include <cutpoint/kernel/stop_listener.hpp>
#include <cutpoint/kernel/task.hpp>
#include <cutpoint/kernel/virtual_clock.hpp>
#include <cutpoint/kernel/wait_node.hpp>

#include <deque>
#include <exception>
#include <list>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace cutpoint::foreign {

/// A continuation that may run as soon as its task is picked.
struct due {
  continuation next;
  site where;
};

/// The kernel's side of a flow.
class foreign_task final : public task_control {
 public:
  foreign_task(std::unique_ptr<flow> made, stop_modes declared);

  flow* runs() const { return runs_.get(); }

  void make_due(const due& what);
  void make_due_after(virtual_duration length, const due& what);
  bool cancel(const continuation& next);
  void name_wait(site where) { wait_ = where; }
  void end(task_end how, std::exception_ptr why);

  /// The first step is in progress already.
  void mark_started() { started_ = true; }
  /// One step, until the kernel gets control back.
  void step();
  void drop();

 private:
  // Becomes due when its time has come.
  class timed final : public timer {
   public:
    timed(foreign_task& owner, const due& what) : owner_(&owner), what_(what) {}
    ~timed() { owner_->home->clock().disarm(*this); }
    const task_control* waiter() const noexcept override { return owner_; }
    const due& what() const { return what_; }

   private:
    void fire() noexcept override { owner_->time_has_come(*this); }

    foreign_task* owner_;
    due what_;
  };

  class listener final : stop_listener {
   public:
    explicit listener(foreign_task& t) : stop_listener(t), runs_(t.runs()) {}

   private:
    void stop_requested(stop_strength strength) noexcept override {
      runs_->stop(stop_mode::request, strength);
    }

    flow* runs_;
  };

  struct point final : wait_node {
    using wait_node::wait_node;
  };

  void time_has_come(const timed& what);
  bool accepts() const;
  void begin() { runs_->start(); }
  void go_on();
  void deliver();
  void run_leaves();
  void run_due();
  void run_guarded(void (foreign_task::*part)());
  void settle();
  site suspension() const;
  void finish_now();

  std::unique_ptr<flow> runs_;
  bool started_ = false;
  bool destroyed_ = false;
  site wait_;
  std::optional<point> at_;  // this suspension, unless it is at an awaitable of Cutpoint's
  std::vector<due> ready_;
  std::list<timed> later_;
  std::optional<listener> requests_;
  std::optional<task_end> ends_;
  std::exception_ptr ends_by_;
};

/// The flows of one kernel.
class host final : public kernel_extension {
 public:
  foreign_task& make(std::unique_ptr<flow> made, stop_modes declared) {
    return made_.emplace_back(std::move(made), declared);
  }

  void end_run() noexcept override { made_.clear(); }
  bool guards(const void*) const noexcept override { return false; }

  /// The tasks that have taken part in the step in progress, in the order in which they came in;
  /// empty between steps.
  std::vector<foreign_task*> inside;

 private:
  std::deque<foreign_task> made_;
};

}  // namespace cutpoint::foreign
