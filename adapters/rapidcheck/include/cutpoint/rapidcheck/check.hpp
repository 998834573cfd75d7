#pragma once

#include <cutpoint/rapidcheck/programs_of.hpp>
#include <cutpoint/rapidcheck/property_options.hpp>

#include <string>
#include <utility>

namespace cutpoint::rapidcheck {

/// Checks that no program of `inputs` fails, prints to standard error what `rc::check` would print,
/// and stores what a check stores. The environment is heeded: `RC_PARAMS`, and the variables
/// `CUTPOINT_*`, of which `CUTPOINT_REPLAY` makes one run of one input.
/// Returns: whether it passed. Errors: `environment_error`.
bool check_programs(const std::string& description, const rc::Gen<generated_program>& inputs,
                    property_options wanted = {});

/// Checks that the program `body` has no run that fails, whatever its arguments: it is run as the
/// task `main`, many times for each input, and stopped everywhere.
///
///     cutpoint::rapidcheck::check("nothing is lost", [](std::vector<op> script, int workers) {
///       ...
///     });
///
/// `body` may be a coroutine. `RC_ASSERT` and `RC_PRE` work in it.
/// Returns: whether it passed.
template <class Body>
bool check(const std::string& description, Body body, property_options wanted = {}) {
  return check_programs(description, programs_of(std::move(body)), std::move(wanted));
}

/// The same with inputs of a generator; those of a tuple are the arguments.
template <class Input, class Body>
bool check(const std::string& description, rc::Gen<Input> inputs, Body body,
           property_options wanted = {}) {
  return check_programs(description, programs_of(std::move(inputs), std::move(body)),
                        std::move(wanted));
}

}  // namespace cutpoint::rapidcheck
