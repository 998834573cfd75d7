#pragma once

#include "zoo/schedules/measure.hpp"
#include "zoo/schedules/suite.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cutpoint::schedules {

/// What an arm showed on a program.
struct measured {
  std::string_view arm;
  bool random = true;
  sample shown;
};

/// What was measured of one program.
struct score {
  const subject* of = nullptr;
  std::vector<measured> single;  ///< empty where only the portfolio was asked for
  sample portfolio;
  std::uint64_t fixed_runs = 0;                ///< of the fixed program
  std::optional<std::uint64_t> false_alarm{};  ///< which of them failed
};

/// Returns: the first line of the table of a use, and the lines of its programs.
std::string titles(use in, bool with_single_arms);
std::string line_of(const score& s);

/// Returns: which goals the portfolio missed, a sentence each.
std::vector<std::string> shortcomings(const score& s);

}  // namespace cutpoint::schedules
