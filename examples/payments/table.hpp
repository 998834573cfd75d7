#pragma once

#include "chapter.hpp"

#include <string>
#include <vector>

namespace payments {

/// Returns: what the service is and what a reader of the table has to know.
std::string introduction();

/// Returns: one version's line: how its bug was found and what its smallest failing run is, or with
/// which stops it is clean.
std::string line_of(const version& v, const cutpoint::report& r);

/// Returns: the line that says how a fix fails.
std::string line_of(const weakness& w, const cutpoint::report& r);

/// Returns: the last lines: whether all was as expected, and what else there is to see.
std::string conclusion(const std::vector<std::string>& complaints);

}  // namespace payments
