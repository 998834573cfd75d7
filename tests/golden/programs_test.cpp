// The event logs and the stories of small programs, byte for byte the same in every build.

#include "golden/approved_text.hpp"
#include "programs/registry.hpp"
#include "programs/run_once.hpp"

#include <cutpoint/check.hpp>

#include <gtest/gtest.h>

#include <string>

namespace cutpoint::golden {
namespace {

using programs::named_program;

class Golden : public ::testing::TestWithParam<std::string> {};

std::string heading(const std::string& text) { return "==== " + text + "\n"; }

std::string baseline_log(const named_program& p) {
  programs::benign benign;
  std::string text;
  for (const std::string& line : programs::run_once(p.make(), benign).log) text += line + "\n";
  return text;
}

std::string log_of(const explained_finding& f) {
  std::string text;
  for (const event_record& e : f.events) text += log_line(e) + "\n";
  return text;
}

TEST_P(Golden, LogsTraceAndStoryAreAsApproved) {
  const named_program& p = programs::the(GetParam());
  const report found = check(p.make(), p.wanted);

  std::string text = heading("baseline") + baseline_log(p);
  for (const explained_finding& f : found.findings)
    text += heading("log of a finding") + log_of(f) + heading("its trace") + format_trace(f.how);
  text += heading("report") + format_text(found);

  EXPECT_TRUE(is_approved(std::string(p.name()) + ".txt", text));
}

INSTANTIATE_TEST_SUITE_P(Programs, Golden, ::testing::ValuesIn(programs::all_names()),
                         [](const auto& tested) { return tested.param; });

}  // namespace
}  // namespace cutpoint::golden
