#pragma once

#include <cutpoint/trace/finding.hpp>
#include <cutpoint/trace/site.hpp>

#include <string>
#include <vector>

namespace cutpoint {
class kernel;
struct task_control;
}  // namespace cutpoint

namespace cutpoint::oracles {

using findings = std::vector<finding>;

void judge_violations(const kernel& run, findings& found);
void judge_unhandled_exceptions(const kernel& run, findings& found);
void judge_deadlock(const kernel& run, findings& found);
void judge_leaks(const kernel& run, findings& found);
void judge_orphans(const kernel& run, findings& found);
void judge_swallowed_stops(const kernel& run, findings& found);
void judge_foreign_stops(const kernel& run, findings& found);
void judge_livelock(const kernel& run, findings& found);

/// Returns: the identity of a complaint about `in`, which may be null.
finding_identity identity_of(oracle by, label subject, const task_control* in);
/// Returns: ` at payments.cpp:41`, or nothing where no place is known.
std::string at_place(const site& where);
/// Returns: one line for each stop that `t` was reached by.
std::vector<std::string> stops_of(const kernel& run, const task_control& t);

}  // namespace cutpoint::oracles
