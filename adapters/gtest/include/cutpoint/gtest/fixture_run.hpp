#pragma once

#include <cutpoint/program/finally.hpp>

#include <gtest/gtest.h>

#include <coroutine>
#include <memory>

/// How a body that belongs to a fixture is run: each run has a fixture of its own.
namespace cutpoint::gtest {

/// Returns: whether an `ASSERT_*` or `CO_ASSERT_*` has failed in the run in progress. GoogleTest's
/// own `HasFatalFailure()` knows nothing of what fails inside a run.
bool has_fatal_failure();

namespace detail {

/// Calls `SetUp`, whatever its access.
void set_up(::testing::Test& fixture);
/// Calls `TearDown`, whatever its access.
void tear_down(::testing::Test& fixture);

/// The task `main` of a test with a fixture, which `Body` derives from: makes it, sets it up, runs
/// the body unless setting up failed fatally, and tears it down.
template <class Body>
void run_with_fixture() {
  // As GoogleTest does: a fixture may be too large for a stack.
  const auto fixture = std::make_unique<Body>();
  finally(
      [&fixture] {
        set_up(*fixture);
        if (!has_fatal_failure()) fixture->cutpoint_body();
      },
      [&fixture] { tear_down(*fixture); });
}

/// The same for a body that is a coroutine.
template <class Body>
typename Body::cutpoint_result run_with_fixture_as_coroutine() {
  Body fixture;
  cutpoint::detail::kept_end<void> end;
  try {
    set_up(fixture);
    if (!has_fatal_failure()) co_await fixture.cutpoint_body();
    end.keep_value();
  } catch (...) {
    end.keep_error();
  }
  tear_down(fixture);
  end.give();
}

}  // namespace detail
}  // namespace cutpoint::gtest
