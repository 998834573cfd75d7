#pragma once

#include <cutpoint/rapidcheck/generated_program.hpp>
#include <cutpoint/rapidcheck/property_options.hpp>
#include <cutpoint/rapidcheck/property_report.hpp>
#include <cutpoint/trace/trace_file.hpp>

#include <rapidcheck/Gen.h>

#include <string>
#include <variant>

namespace cutpoint::rapidcheck {

/// Checks that no program of `inputs` has a run that fails. `wanted.search.name` is the property's
/// name, by which `RC_PARAMS="reproduce=..."` finds it.
///
/// Of each input, rapidcheck's random numbers make both the input and the seed of its search, so
/// both are made again by the same `RC_PARAMS`.
/// Returns: what was found, made small; it prints nothing but what rapidcheck prints as it goes.
/// Requires: equal inputs give equal programs. Threads: as `cutpoint::check`.
property_report check_property(const rc::Gen<generated_program>& inputs,
                               const property_options& wanted);

/// Returns: the program that `t`, a trace of the property, was found in; or why `inputs` does not
/// generate its input any more.
std::variant<generated_program, std::string> program_of_trace(
    const rc::Gen<generated_program>& inputs, const trace& t);

}  // namespace cutpoint::rapidcheck
