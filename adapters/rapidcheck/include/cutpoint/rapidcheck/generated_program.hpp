#pragma once

#include <cutpoint/program/program.hpp>

#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace cutpoint::rapidcheck {

/// What an input is in print: parts, each with its type or name and its value.
using shown_input = std::vector<std::pair<std::string, std::string>>;

/// A program that was made from a generated input.
struct generated_program {
  program runs;  ///< the program, of the input that was generated
  /// Says what the input is. Called for the inputs that are printed.
  std::function<shown_input()> show;
};

}  // namespace cutpoint::rapidcheck
