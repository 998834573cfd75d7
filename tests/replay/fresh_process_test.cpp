// A trace leads to the same run in any process, whatever its memory holds and whatever ran before.

#include "files/temporary_folder.hpp"
#include "process/run_process.hpp"
#include "programs/registry.hpp"
#include "replay/transcript.hpp"

#include <cutpoint/check.hpp>

#include <gtest/gtest.h>

#include <csignal>
#include <cstdlib>
#include <string>
#include <vector>

namespace cutpoint::replay_suite {
namespace {

using process::ended_process;
using process::environment_changes;

/// How the memory of a fresh process is filled: by the C library, and by AddressSanitizer.
environment_changes memory_filled_with(const std::string& byte) {
  const char* const given = std::getenv("ASAN_OPTIONS");
  // A death is to be the program's own, not the sanitizer's report of it.
  std::string asan = std::string(given != nullptr ? given : "") + ":handle_segv=0:handle_sigill=0";
  if (byte.empty()) return {{"MALLOC_PERTURB_", {}}, {"ASAN_OPTIONS", asan}};
  // Looking for leaks takes longer than the run; the process whose memory is not filled does it.
  asan += ":detect_leaks=0:max_malloc_fill_size=4096:malloc_fill_byte=" + byte;
  return {{"MALLOC_PERTURB_", byte}, {"ASAN_OPTIONS", asan}};
}

ended_process replay_afresh(const std::string& program, const std::string& trace,
                            const std::string& warm_up, const environment_changes& memory) {
  return process::run_process(
      {CUTPOINT_REPLAY_RUNNER, "--program", program, "--trace", trace, "--warm-up", warm_up},
      memory);
}

struct way_to_die {
  int signal = 0;
  int status = 0;
};

// What cannot go on for ever is aborted.
way_to_die death_of(const std::string& subject) {
  if (subject == "Segmentation fault" || subject == "stack overflow") return {.signal = SIGSEGV};
  if (subject == "exit") return {.status = 3};
  return {.signal = SIGABRT};
}

void expect_same_run(const ended_process& replayed, const explained_finding& f,
                     const std::string& trace) {
  const bool dies = f.what.identity.by == oracle::death;
  const way_to_die end = dies ? death_of(f.what.identity.subject) : way_to_die{.status = 1};
  std::string expected =
      "replaying " + trace + " (" + f.how.program + ")\n" + printed_events(f.events);
  if (!dies) expected += transcript(f);
  EXPECT_EQ(replayed.out, expected) << replayed.err;
  EXPECT_EQ(replayed.signal, end.signal) << replayed.err;
  EXPECT_EQ(replayed.status, end.status) << replayed.err;
}

class FreshProcess : public ::testing::TestWithParam<std::string> {};

TEST_P(FreshProcess, MakesTheRunOfEachTraceAgainByteForByte) {
  const programs::named_program& p = programs::the(GetParam());
  const report found = check(p.make(), p.wanted);
  ASSERT_FALSE(found.findings.empty());
  const files::temporary_folder folder;
  for (const explained_finding& f : found.findings) {
    const std::string trace = folder.write("a.trace", format_trace(f.how));
    if (f.what.identity.subject == "hang") {  // takes a second
      expect_same_run(replay_afresh(GetParam(), trace, "1", memory_filled_with("85")), f, trace);
      continue;
    }
    for (const char* const warm_up : {"0", "1", "1000"}) {
      for (const char* const byte : {"", "0", "85", "170"}) {
        SCOPED_TRACE(std::string("after ") + warm_up + " runs, MALLOC_PERTURB_=" + byte);
        expect_same_run(replay_afresh(GetParam(), trace, warm_up, memory_filled_with(byte)), f,
                        trace);
      }
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Programs, FreshProcess, ::testing::ValuesIn(programs::failing_names()),
                         [](const auto& tested) { return tested.param; });

}  // namespace
}  // namespace cutpoint::replay_suite
