#pragma once

#include <cutpoint/check/report.hpp>
#include <cutpoint/rapidcheck/property_options.hpp>
#include <cutpoint/rapidcheck/state_machine.hpp>
#include <cutpoint/rapidcheck/state_script.hpp>

#include <cstdint>
#include <string>

namespace cutpoint::rapidcheck {

/// What the check of a machine does. How many scripts are generated, and from which seed, is
/// rapidcheck's to say: `RC_PARAMS`.
struct state_options {
  /// The search of each script: which stops it may meet, and how many runs it gets.
  property_options property = {};
  std::uint32_t tasks = 4;     ///< a script has at most so many
  std::uint32_t commands = 6;  ///< and at most so many in each part
  /// Of what fails the smallest script is looked for from below, within so many. 0: not at all.
  std::uint64_t smaller_scripts = 2'000;
};

/// What became of a machine.
struct state_report {
  /// The finding on the smallest script that fails, and what was covered by the searches of all.
  report searched;
  std::uint64_t scripts = 0;   ///< that were generated and searched
  state_script smallest = {};  ///< empty where none fails
  std::uint64_t smaller = 0;   ///< so many smaller scripts were searched to show it
  bool proved = false;         ///< these are all: the search of none of them finds the same
  std::string reproduce = {};  ///< behind `RC_PARAMS=`: makes a script again that fails
  std::string text = {};       ///< what is to be printed; ends with a line break

  bool passed() const { return searched.passed(); }  ///< whether no script and no schedule failed
};

/// Checks that no run of a script of `machine` fails.
///
/// rapidcheck generates the scripts and shrinks one that fails; of each, the framework searches
/// schedules and stops. Then the smallest script with the same finding is looked for from below:
/// that of fewest commands, of these that of fewest tasks, of these that of fewest stops. Its run
/// is made small and proved to be the least. Threads: as `cutpoint::check`.
state_report search_machine(const scripted& machine, const state_options& wanted);

/// The same, named `description`; prints to standard error what `rc::check` would print, and heeds
/// the environment: `RC_PARAMS` and the variables `CUTPOINT_*`. `CUTPOINT_REPLAY` makes the run of
/// a trace, whose name says the script.
/// Returns: whether it passed.
bool check_machine(const std::string& description, const scripted& machine,
                   state_options wanted = {});

}  // namespace cutpoint::rapidcheck
