#include <cutpoint/rapidcheck/state_run.hpp>

#include <cutpoint/kernel/kernel.hpp>
#include <cutpoint/program/park.hpp>
#include <cutpoint/program/this_run.hpp>
#include <cutpoint/program/this_task.hpp>
#include <cutpoint/program/yield.hpp>
#include <cutpoint/rapidcheck/state_machine.hpp>

#include <algorithm>
#include <array>
#include <chrono>

namespace cutpoint::rapidcheck {
namespace {

// Longer than any program of a script has its tasks sleep.
constexpr virtual_duration quiet_time = std::chrono::hours(24 * 365);

// Wakes `main` when the last task has ended, or when time moves because nobody can go on.
class end_of_script final : public timer, public end_listener {
 public:
  explicit end_of_script(std::size_t tasks) : alive_(tasks), main_(this_task::self()) {}
  ~end_of_script() { this_kernel().clock().disarm(*this); }

  void wait() {
    virtual_clock& timers = this_kernel().clock();
    while (alive_ > 0 && !quiet()) {
      timers.arm(*this, timers.now() + quiet_time);
      await(park("script"));
      timers.disarm(*this);
    }
  }

 private:
  void task_ended(task_control&) noexcept override {
    if (--alive_ == 0) wake(main_);
  }
  void fire() noexcept override {
    fired_ = true;
    wake(main_);
  }
  const task_control* waiter() const noexcept override { return &main_.get(); }

  // Time may also have moved early, while somebody was ready.
  bool quiet() const {
    if (!fired_ || this_kernel().clock().any_armed()) return false;
    return std::ranges::all_of(this_kernel().tasks(), [this](const task_control* t) {
      return t == &main_.get() || t->ended() || t->phase == task_phase::parked;
    });
  }

  std::size_t alive_;
  task_ref main_;
  bool fired_ = false;
};

}  // namespace

void state_run::run() {
  end_of_script end(script_->size());
  std::vector<task_handle<void>> tasks;
  tasks.reserve(script_->size());
  for (std::uint32_t t = 0; t < script_->size(); ++t) {
    tasks.push_back(spawn(task_name(name_of(caller{t})), [this, t] { call_all(caller{t}); }));
    tasks.back().ref().get().on_end = &end;
  }
  end.wait();
  judge();
  for (task_handle<void>& t : tasks)
    if (!t.ended()) t.stop(stop_mode::drop);
}

void state_run::let_others_go_first() { await(yield("next command")); }

void state_run::complain(const std::string& how) {
  this_kernel().violate(oracle::invariant, "model", how + "\n" + log_.columns(), {});
}

program detail::with_unstoppable_main(program p) {
  return program([inner = std::move(p)](kernel& run) {
    inner.start(run);
    run.tasks().front()->unstoppable = true;
  });
}

}  // namespace cutpoint::rapidcheck
