#include <cutpoint/gtest/replay_test.hpp>

#include <gtest/gtest.h>

#include <map>
#include <utility>
#include <variant>

namespace cutpoint::gtest {
namespace {

// Filled before `main` begins, in no certain order.
std::map<std::string, detail::trace_check>& trace_checks() {
  static std::map<std::string, detail::trace_check> all;
  return all;
}

}  // namespace

void replay_test(std::string_view trace_text) {
  const auto parsed = parse_trace(trace_text);
  if (const auto* const error = std::get_if<trace_error>(&parsed)) {
    ADD_FAILURE() << "line " << error->line << ", column " << error->column << ": "
                  << error->message;
    return;
  }
  const trace& t = std::get<trace>(parsed);
  const auto found = trace_checks().find(t.program);
  if (found == trace_checks().end()) {
    ADD_FAILURE() << "expected a CUTPOINT_TEST called " << t.program
                  << " in this executable, found none; link this file into the executable that "
                     "has it, or correct the line 'program'";
    return;
  }
  found->second(t);
}

bool detail::register_trace_check(std::string name, trace_check checks) {
  trace_checks().insert_or_assign(std::move(name), checks);
  return true;
}

}  // namespace cutpoint::gtest
