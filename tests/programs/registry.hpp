#pragma once

#include <cutpoint/check/options.hpp>
#include <cutpoint/program/program.hpp>

#include <span>
#include <string>
#include <string_view>
#include <vector>

/// Small programs, each with one bug or none, that several suites check.
namespace cutpoint::programs {

/// A program that creates all its state in `body`, and the check that finds its bug.
struct named_program {
  named_program(std::string_view name, void (*body_)(), options wanted_ = {});

  void (*body)();
  options wanted;  ///< writes no traces; the sweep alone, unless the bug takes a reorder

  std::string_view name() const { return wanted.name; }
  program make() const;
};

/// Returns: all of them, in an order that does not change from run to run.
std::span<const named_program> all();

/// Returns: their names, in the same order.
std::vector<std::string> all_names();

/// Returns: the names of those in which an oracle finds something.
std::vector<std::string> failing_names();

/// Returns: null where none is called `name`.
const named_program* find(std::string_view name);

/// Returns: the one called `name`, which is there.
const named_program& the(std::string_view name);

}  // namespace cutpoint::programs
