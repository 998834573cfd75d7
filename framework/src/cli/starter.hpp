#pragma once

#include <string_view>

namespace cutpoint::cli::starter {

// The files in examples/first, which the build makes a source of.

extern const std::string_view project;
extern const std::string_view test;

}  // namespace cutpoint::cli::starter
