#pragma once

#include <cutpoint/rapidcheck/generated_program.hpp>

#include <cutpoint/trace/ids.hpp>

#include <rapidcheck.h>

#include <string>

namespace cutpoint::rapidcheck {

/// Returns: what stands behind `RC_PARAMS=` to have rapidcheck make one input of the property
/// `name` again. Traces carry it.
std::string input_key(const std::string& name, const rc::detail::Reproduce& how);

/// Splits rapidcheck's random numbers for one input into those that make it, which are left in
/// `random`, and the seed of its search. Returns: that seed.
seed split_search_seed(rc::Random& random);

/// Returns: the parts of an input in lines.
std::string in_words(const shown_input& input);

}  // namespace cutpoint::rapidcheck
