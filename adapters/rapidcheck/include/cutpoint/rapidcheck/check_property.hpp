#pragma once

#include <cutpoint/rapidcheck/generated_program.hpp>
#include <cutpoint/rapidcheck/property_options.hpp>
#include <cutpoint/rapidcheck/property_report.hpp>

#include <rapidcheck/Gen.h>

#include <string>

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

}  // namespace cutpoint::rapidcheck
