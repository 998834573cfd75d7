#pragma once

#include "lint/source_tree.hpp"

#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace cutpoint::lint {

/// Returns: the tests that `files` define, as `Suite.Name`.
std::set<std::string> tests_in(const std::vector<source_file>& files);

/// Returns: what `text` names as a test: every `` `Suite.Name` `` of two identifiers that begin
/// with a capital.
std::vector<std::string> tests_named_in(std::string_view text);

/// Every row of every table of `document` names a test, and every test that a row names exists.
std::vector<complaint> check_named_tests(const source_file& document,
                                         const std::set<std::string>& tests);

}  // namespace cutpoint::lint
