#pragma once

#include "property_search.hpp"

#include <cutpoint/rapidcheck/generated_program.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace cutpoint::rapidcheck {

/// Returns: how small the input of a failure is, and how sure that is.
std::string in_words(const input_shrinking& shrinking, const property_options& wanted);

/// Returns: what the searches of all inputs covered.
std::string coverage_in_words(const property_search& searching);

/// Notes what the input was, for reports that show the findings alone.
void tell_input(std::vector<explained_finding>& findings, const shown_input& input);

/// Returns: the line that makes the input with that key again.
std::string reproduce_line(const std::string& key, const options& wanted);

}  // namespace cutpoint::rapidcheck
