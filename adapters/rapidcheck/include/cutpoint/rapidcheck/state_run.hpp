#pragma once

#include <cutpoint/kernel/virtual_clock.hpp>
#include <cutpoint/program/spawn.hpp>
#include <cutpoint/rapidcheck/state_log.hpp>

#include <any>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace cutpoint::rapidcheck {

/// One run of a script, in the task `main`: each part in a task of its own, `main/A`, `main/B` and
/// so on, until all have ended or nobody can go on; then it is judged.
class state_run {
 public:
  /// Lifetime: `script` outlives it.
  explicit state_run(const state_script& script) : script_(&script) {}
  state_run(const state_run&) = delete;
  state_run& operator=(const state_run&) = delete;

  /// Requires: `main`, the current task, is not stopped.
  void run();

 protected:
  ~state_run() = default;

  /// One operation while it takes place. However it is left, it has ended.
  class called {
   public:
    /// Notes that `who` calls `what`.
    called(state_run& in, caller who, const state_call& what)
        : in_(&in), number_(in.log_.begin(who, &what)), stopped_(what.stopped()) {}
    called(const called&) = delete;
    called& operator=(const called&) = delete;
    ~called() {
      in_->log_.end(number_, returned_ ? operation_end::returned
                                       : (stopped_ == when_stopped::not_done || gave_up_
                                              ? operation_end::undone
                                              : operation_end::stopped));
    }
    /// Notes what the call gave, for the model and for people.
    void returned(std::any result, std::string shown) {
      in_->log_[number_].result = std::move(result);
      in_->log_[number_].shown = std::move(shown);
      returned_ = true;
    }
    void gave_up() { gave_up_ = true; }  ///< Notes that the call ended without an effect.

   private:
    state_run* in_;
    std::uint32_t number_;
    when_stopped stopped_;
    bool returned_ = false;
    bool gave_up_ = false;
  };

  /// That a task leaves: begins where what it holds begins to go, ends with this.
  class leaving {
   public:
    /// Notes on leaving that `who` calls nothing more.
    leaving(state_run& in, caller who) : in_(&in), who_(who) {}
    leaving(const leaving&) = delete;
    leaving& operator=(const leaving&) = delete;
    ~leaving() {
      if (begun_) in_->log_.end(number_, operation_end::returned);
    }
    /// Notes that the calls of the task begin.
    void begin() {
      number_ = in_->log_.begin(who_, nullptr);
      begun_ = true;
    }

   private:
    state_run* in_;
    caller who_;
    std::uint32_t number_ = 0;
    bool begun_ = false;
  };

  /// The suspension point between two commands of a part.
  static void let_others_go_first();
  /// Calls what stands in part `who` of the script, one after another.
  virtual void call_all(caller who) = 0;
  /// Judges what the log holds, by `complain`.
  virtual void judge() = 0;

  /// Notes a finding of the oracle "invariant" with the subject "model": whatever the model does
  /// not explain is the same finding, so that the smallest script of all shows it.
  void complain(const std::string& how);
  const state_script& script() const { return *script_; }  ///< who calls what
  const state_log& log() const { return log_; }            ///< what was called so far

 private:
  const state_script* script_;
  state_log log_;
};

}  // namespace cutpoint::rapidcheck
