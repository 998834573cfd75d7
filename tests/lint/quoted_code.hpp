#pragma once

#include "lint/source_tree.hpp"

#include <vector>

namespace cutpoint::lint {

/// Code that documents show is compiled or run elsewhere: each block of C++, CMake or YAML has a
/// line
/// `<!-- from path -->` before it, and its lines stand in that file, one after the other, as they
/// are but for indentation. So does any other block with such a line. A block without a language
/// holds no C++.
std::vector<complaint> check_quoted_code(const std::vector<source_file>& files);

}  // namespace cutpoint::lint
