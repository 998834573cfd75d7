#include <cutpoint/gtest/check_test.hpp>

#include "assertion_capture.hpp"

#include <cutpoint/check/check.hpp>
#include <cutpoint/check/environment.hpp>
#include <cutpoint/check/interruption.hpp>
#include <cutpoint/report/json.hpp>
#include <cutpoint/report/text.hpp>

#include <gtest/gtest.h>

#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <optional>
#include <string>
#include <system_error>
#include <utility>

namespace cutpoint::gtest {
namespace {

const ::testing::TestInfo& current_test() {
  return *::testing::UnitTest::GetInstance()->current_test_info();
}

told_report with_capture(const options& wanted,
                         const std::function<told_report(const options&)>& checks) {
  ::testing::TestPartResultArray others;
  told_report r = [&] {
    const assertion_capture capture(others);
    return checks(wanted);
  }();
  report_others(others);
  return r;
}

// A folder `traces` beside the source of the current test holds its regression tests.
std::string find_corpus() {
  namespace fs = std::filesystem;
  std::error_code ignored;
  const fs::path beside = fs::path(current_test().file()).parent_path() / "traces";
  return fs::is_directory(beside, ignored) ? beside.string() : std::string();
}

}  // namespace

options for_current_test(options wanted) {
  const std::string name =
      std::string(current_test().test_suite_name()) + "." + current_test().name();
  wanted.name = name;
  wanted.max_findings = 1;
  if (wanted.corpus.empty()) wanted.corpus = find_corpus();
  if (wanted.replay_command.empty())
    wanted.replay_command = std::string(program_invocation_name) + " --gtest_filter=" + name;
  return wanted;
}

void check_trace_in_test(const program& checked, options wanted, const trace& t) {
  wanted.name = t.program;
  ::testing::TestPartResultArray others;
  const report r = [&] {
    const assertion_capture capture(others);
    return check_trace(checked, t, wanted);
  }();
  report_others(others);
  if (r.result == verdict::bad_input)
    GTEST_SKIP() << r.message;
  else if (!r.passed())
    ADD_FAILURE() << format_text(r);
}

void check_test(const program& checked, const options& wanted) {
  check_in_test(wanted, [&checked](const options& in_full) {
    report r = check(checked, in_full);
    std::string text = format_text(r);
    return told_report{std::move(r), std::move(text)};
  });
}

void check_in_test(const options& wanted,
                   const std::function<told_report(const options&)>& checks) {
  const char* const file = current_test().file();
  const int line = current_test().line();
  try {
    const options in_full = from_environment(wanted);
    std::optional<interruption> noted;  // of a search; a replay just ends
    if (in_full.replay.empty()) noted.emplace();
    const auto [r, text] = with_capture(in_full, checks);
    if (const std::string why = store_report(r, in_full); !why.empty())
      ADD_FAILURE_AT(file, line) << why;
    if (r.interrupted) {
      std::fputs(text.c_str(), stdout);
      std::fflush(stdout);
      interruption::end_process();
    }
    if (r.result == verdict::skipped) {
      GTEST_SKIP() << r.message;
    } else if (!r.passed()) {
      ADD_FAILURE_AT(file, line) << text;
    } else {
      std::fputs(format_stored(r).c_str(), stdout);
      if (!r.message.empty()) ::testing::Test::RecordProperty("cutpoint", r.message);
    }
  } catch (const environment_error& e) {
    ADD_FAILURE_AT(file, line) << e.what();
  }
}

}  // namespace cutpoint::gtest
