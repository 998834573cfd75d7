#pragma once

#include <cutpoint/kernel/decider.hpp>
#include <cutpoint/trace/finding.hpp>

#include <cstdint>
#include <span>

namespace cutpoint {

class kernel;

/// Takes the choices of a search, run after run.
///
/// A search is a fixed list of jobs that do not depend on each other, so whoever makes the runs may
/// start anywhere in it, leave some out, or share them out. Strategies compose by wrapping.
class strategy : public decider {
 public:
  /// Starts a run of job number `job`, from 0; with most strategies a job is one run. Returns:
  /// false if there is none, or none any more: the job is done, and with the last job the search.
  virtual bool begin_run(std::uint64_t job) = 0;
  /// Hears how the run ended; `run` is still as the loop has left it.
  virtual void end_run(const kernel& run, std::span<const finding> found) = 0;
};

}  // namespace cutpoint
