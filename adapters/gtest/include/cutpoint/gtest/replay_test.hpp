#pragma once

#include <cutpoint/trace/trace_file.hpp>

#include <string>
#include <string_view>

namespace cutpoint::gtest {

/// Makes the run that `trace_text` holds, of the `CUTPOINT_TEST` of this executable that it names.
/// The current test fails, with the story, where that run fails; it is skipped, with the reason,
/// where the trace does not fit any more, and fails where there is no trace or no such test.
/// `cutpoint show TRACE --emit-test` writes a test that calls this.
void replay_test(std::string_view trace_text);

namespace detail {

using trace_check = void (*)(const trace& t);

/// Remembers how a trace of the test `name` is checked. Called before `main`. Returns: true.
bool register_trace_check(std::string name, trace_check checks);

}  // namespace detail
}  // namespace cutpoint::gtest
