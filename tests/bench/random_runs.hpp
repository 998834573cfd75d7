#pragma once

#include <cutpoint/kernel/kernel.hpp>
#include <cutpoint/program/program.hpp>
#include <cutpoint/search/random_walk.hpp>

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace cutpoint::bench {

/// Makes runs of a program in this process, one random schedule after another, without stops and
/// faults. Every choice that is not benign is recorded.
class random_runs {
 public:
  explicit random_runs(program runs);
  void run();
  /// From now on the runs are observed by an event tape.
  void observe_events() { observed_ = true; }

 private:
  class events final : public observer {
   public:
    void record(event_record e) override { kept_.keep(std::move(e)); }
    event_tape* tape() override { return &kept_; }

   private:
    event_tape kept_;
  };

  program program_;
  bool observed_ = false;
  events events_;
  kernel kernel_;
  random_walk walk_;
  std::uint64_t job_ = 0;
  std::size_t taken_ = 0;
  std::vector<taken_choice> slots_;
};

}  // namespace cutpoint::bench
