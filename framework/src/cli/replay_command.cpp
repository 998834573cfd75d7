#include "replay_command.hpp"

#include "bad_input.hpp"
#include "child_process.hpp"
#include "report_folder.hpp"
#include "test_binary.hpp"
#include "text_file.hpp"

#include <cutpoint/check/interruption.hpp>

#include <fmt/format.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <system_error>

namespace cutpoint::cli {
namespace {

namespace fs = std::filesystem;

constexpr int passes_now = 0;
constexpr int reproduced = 1;

class scratch_folder {
 public:
  scratch_folder() {
    std::string name = (fs::temp_directory_path() / "cutpoint-replay-XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr)
      throw bad_input(
          fmt::format("{}: cannot be made: {}; set TMPDIR to a folder that can be written", name,
                      std::strerror(errno)));
    path_ = name;
  }
  ~scratch_folder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  scratch_folder(const scratch_folder&) = delete;
  scratch_folder& operator=(const scratch_folder&) = delete;

  const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

int say(int code, std::string_view what) {
  fmt::print("cutpoint replay: {}\n", what);
  return code;
}

int judge_report(const test_summary& t, const trace& replayed, const std::string& path) {
  if (t.result == verdict::bad_input) throw bad_input(t.message);
  if (t.findings.empty()) return say(passes_now, fmt::format("{} passes now", path));
  const bool same = t.findings.front().identity == replayed.expected;
  return say(reproduced,
             fmt::format("{} is reproduced{}", name_of(replayed.expected.by),
                         same ? ""
                              : fmt::format(", as {}: {}", name_of(t.findings.front().identity.by),
                                            t.findings.front().message)));
}

}  // namespace

int replay_trace(const replay_request& wanted) {
  const trace replayed = read_trace_file(wanted.trace);
  require_test_binary(wanted.command.front());
  const scratch_folder folder;
  child_request child{.command = wanted.command, .environment = {}};
  child.command.front() = startable(child.command.front());
  child.environment["CUTPOINT_REPLAY"] = fs::absolute(wanted.trace).string();
  child.environment["CUTPOINT_OUT"] = folder.path().string();
  child.environment["GTEST_FILTER"] = replayed.program;
  child.environment["GTEST_BRIEF"] = "1";
  for (const char* const other : {"GTEST_TOTAL_SHARDS", "GTEST_SHARD_INDEX", "CUTPOINT_SHARD"})
    child.environment[other] = std::nullopt;
  const interruption noted;
  const child_end end = run_child(child);
  std::fflush(stdout);
  for (const fs::path& file : report_files_in(folder.path()))
    for (const test_summary& t : read_report(file))
      if (t.name == replayed.program) return judge_report(t, replayed, wanted.trace);
  if (end.interrupted || interruption::asked()) return 130;
  // A replay happens in the test's own process, which a death ends before it can report.
  if (end.signal != 0 || end.status > 1)
    return say(reproduced, fmt::format("the process {}; the trace is of {}", end.in_words(),
                                       name_of(replayed.expected.by)));
  throw bad_input(fmt::format(
      "{} is a trace of {}, which {} does not have; give the test binary that it was found with",
      wanted.trace, replayed.program, wanted.command.front()));
}

}  // namespace cutpoint::cli
