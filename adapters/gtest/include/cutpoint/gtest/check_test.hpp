#pragma once

#include <cutpoint/check/options.hpp>
#include <cutpoint/check/report.hpp>
#include <cutpoint/program/program.hpp>

#include <functional>
#include <string>

namespace cutpoint::gtest {

/// Returns: `wanted` for the GoogleTest test that is running: named after it, ending at its first
/// finding, and replayed by running it alone.
options for_current_test(options wanted);

/// Checks `checked` and fails the current test with the story of each finding. GoogleTest
/// assertions that fail inside a run become findings of the oracle "invariant" and print nothing.
void check_test(const program& checked, const options& wanted);

/// What a check came to, and how it is told.
struct told_report {
  report what;       ///< what the check found out
  std::string text;  ///< what is told of it
};

/// Lets `checks` make a check of any kind, under `wanted` as the environment changes it, and fails
/// the current test with the text where it does not pass. Assertions are as in `check_test`.
void check_in_test(const options& wanted,
                   const std::function<told_report(const options& in_full)>& checks);

/// Checks one trace of `checked`, and fails the current test with the story where its run fails.
/// Skips the test where the trace does not fit.
void check_trace_in_test(const program& checked, options wanted, const trace& t);

}  // namespace cutpoint::gtest
