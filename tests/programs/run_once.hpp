#pragma once

#include <cutpoint/kernel/decider.hpp>
#include <cutpoint/kernel/verdict.hpp>
#include <cutpoint/oracle/judge.hpp>
#include <cutpoint/program/program.hpp>
#include <cutpoint/trace/deviation.hpp>
#include <cutpoint/trace/finding.hpp>
#include <cutpoint/trace/trace_file.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace cutpoint::programs {

/// What a recorded run left behind.
struct run_record {
  std::vector<std::string> log;
  std::vector<finding> found;
  std::vector<deviation> deviations;
  run_end end = run_end::running;
  std::uint64_t steps = 0;
  std::uint64_t choices = 0;
};

/// Makes one run in this process and judges it.
run_record run_once(const program& made, decider& decides, const run_bounds& bounds = {},
                    oracle_set off = {});

/// Is benign throughout.
class benign final : public decider {
 public:
  std::uint32_t decide(const choice_point&) override { return 0; }
};

/// Delivers one stop: the first that is offered for `task` while it is suspended on `operation`,
/// which is empty for a task that has not run.
class stop_at final : public decider {
 public:
  stop_at(std::string task, std::string operation, stop_mode mode = stop_mode::edge);
  std::uint32_t decide(const choice_point& point) override;

 private:
  std::string task_;
  std::string operation_;
  stop_mode mode_;
  bool delivered_ = false;
};

}  // namespace cutpoint::programs
