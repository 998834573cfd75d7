#pragma once

#include <cutpoint/check/one_run.hpp>
#include <cutpoint/check/options.hpp>
#include <cutpoint/program/program.hpp>
#include <cutpoint/trace/deviation.hpp>

#include <rapidcheck/Gen.h>

#include <cstddef>
#include <iosfwd>
#include <vector>

namespace cutpoint::rapidcheck {

/// One way to run a program: what is not benign in it. Of another program those deviations count
/// that come up there.
struct schedule {
  std::vector<deviation> deviations;  ///< of the benign run, in the order in which they happen

  std::size_t stops() const;         ///< how many of them are stops
  std::size_t reorders() const;      ///< how many of them are other orders of tasks
  std::size_t faults() const;        ///< how many of them are faults
  std::size_t early_timers() const;  ///< how many of them are timers that fire early

  friend bool operator==(const schedule&, const schedule&) = default;
};

/// How rapidcheck prints a schedule: `benign`, or its deviations in words.
void showValue(const schedule& s, std::ostream& os);

/// Returns: a generator of schedules of `checked`, as the random search of a check draws them; at
/// most as many deviations as rapidcheck's size says. It makes two runs for each.
///
/// A schedule shrinks lazily: no deviation at all, then halves of them left out down to single
/// ones, then each of them at an earlier use of its site, sooner, in another window, of a narrower
/// stop. Each is less than what it was shrunk from, in one order, so shrinking ends.
rc::Gen<schedule> schedules_of(const program& checked, const options& wanted = {});

/// Makes the run of `checked` by `s`. Returns: what became of it.
made_run run_by(const schedule& s, const program& checked, const options& wanted = {});

}  // namespace cutpoint::rapidcheck
