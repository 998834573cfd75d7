#pragma once

#include <cutpoint/report/summary.hpp>

namespace cutpoint {

/// Has the story of `f` tell the run that led to it, and the line that replays it, as the members
/// `runs_to_find`, `trace` and `replay` say.
void retell(finding_summary& f);

}  // namespace cutpoint
