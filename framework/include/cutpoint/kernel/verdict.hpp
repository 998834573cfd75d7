#pragma once

#include <cutpoint/trace/finding.hpp>
#include <cutpoint/trace/run_size.hpp>
#include <cutpoint/trace/site.hpp>
#include <cutpoint/trace/stop.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace cutpoint {

struct task_control;

/// Why a run is over.
enum class run_end : std::uint8_t {
  running,
  completed,    ///< nothing can run and `main` has ended
  stuck,        ///< nothing can run and `main` waits
  steps_spent,  ///< the step budget was used up
  cut_short,    ///< the run could not be carried on: an abandoned stack, a full choice log
};

/// A promise that was seen broken while the run went on.
struct violation {
  oracle by = oracle::invariant;     ///< who complains
  label subject;                     ///< of what; a part of the identity
  const task_control* in = nullptr;  ///< null: no task was running
  std::string message;               ///< for people
  site where;                        ///< where it was noticed
  run_size within;                   ///< what had been made of the run
};

/// A stop that reached its target.
struct delivered_stop {
  const task_control* target = nullptr;  ///< the task that was stopped
  stop_mode mode = stop_mode::edge;      ///< how it arrived
  window at = window::parked;            ///< what the target was doing
  site where;                            ///< the site that it was at
  std::uint32_t ordinal = 0;             ///< of that site
  std::uint64_t step = 0;                ///< the step in which it was delivered
};

/// Something that must hold after every step. It unregisters itself before it ends.
class invariant {
 public:
  virtual label name() const = 0;  ///< as the complaint names it
  virtual site where() const = 0;  ///< where it was stated
  /// Must neither suspend nor throw.
  virtual bool holds() = 0;

 protected:
  ~invariant() = default;
};

}  // namespace cutpoint
