#pragma once

#include <cutpoint/check/report.hpp>

#include <string>
#include <vector>

namespace cutpoint {

/// One row of a story: a step of a task, or something that came from outside the program.
struct story_row {
  std::string step;  ///< empty for what comes from outside
  std::string task;
  std::string text;
  std::string where;
};

/// Returns: what happened in the run of `f`, a row a step, in words for somebody who knows the
/// program and is tired.
std::vector<story_row> tell_story(const explained_finding& f);

}  // namespace cutpoint
