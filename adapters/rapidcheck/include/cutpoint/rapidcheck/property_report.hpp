#pragma once

#include <cutpoint/check/report.hpp>

#include <cstdint>
#include <string>

namespace cutpoint::rapidcheck {

/// What became of a property.
struct property_report {
  /// The finding on the smallest input, and what was covered by the searches of all inputs.
  report searched;
  std::uint64_t inputs = 0;  ///< that were searched, the smaller ones not counted
  /// Behind `RC_PARAMS=`: makes the failing input again; empty where there is none.
  std::string reproduce;
  /// What is to be printed, as rapidcheck prints it, with Cutpoint's story and both lines that make
  /// the failure again. Ends with a line break.
  std::string text;

  bool passed() const { return searched.passed(); }  ///< whether no input and no schedule failed
};

}  // namespace cutpoint::rapidcheck
