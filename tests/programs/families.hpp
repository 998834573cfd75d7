#pragma once

#include "programs/registry.hpp"

#include <vector>

namespace cutpoint::programs {

std::vector<named_program> clean_ones();
std::vector<named_program> deaths();
std::vector<named_program> deadlocks();
std::vector<named_program> errors();
std::vector<named_program> invariants();
std::vector<named_program> leaks();
std::vector<named_program> stops();

}  // namespace cutpoint::programs
