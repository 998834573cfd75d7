#include "replay_trace.hpp"

#include "cutpoint_step.hpp"
#include "event_log.hpp"
#include "replay_outcome.hpp"
#include "replay_repair.hpp"
#include "runner.hpp"
#include "shared_state.hpp"
#include "watchdog.hpp"

#include <cutpoint/check/trace_files.hpp>
#include <cutpoint/search/replay.hpp>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <system_error>

namespace cutpoint {
namespace {

class printing_log final : public observer {
 public:
  void record(event_record e) override {
    const std::string_view file = std::string_view(e.file).substr(e.file.find_last_of('/') + 1);
    if (e.line > 0)
      fmt::print("  {:<72} {}:{}\n", log_line(e), file, e.line);
    else
      fmt::print("  {}\n", log_line(e));
    std::fflush(stdout);
    kept_.record(std::move(e));
  }
  void begin_step(std::uint64_t step) override { cutpoint_step(step); }
  std::vector<event_record> events() const { return kept_.events(); }

 private:
  event_log kept_;
};

struct replayed {
  std::vector<finding> found;
  explained_finding explained;
  std::vector<std::string> misfits;
};

replayed replay_once(const program& checked, const options& wanted, const trace& t,
                     replay_key key) {
  const shared_pages pages;
  runner runs(checked, wanted, pages->log());
  replay replaying(t.deviations, key);
  replaying.begin_run(0);
  printing_log log;
  const replay_watchdog watches(limits_of(wanted));
  replayed result;
  result.found = runs.run(replaying, ordinals::kept, &log);
  result.misfits = replaying.misfits();
  explained_finding& f = result.explained;
  f.phase = search_phase::replay;
  f.runs_to_find = 1;
  f.steps = runs.core().steps();
  f.how = t;
  f.events = log.events();
  return result;
}

bool reproduces(const replayed& r, const finding_identity& expected) {
  return std::ranges::find(r.found, expected, &finding::identity) != r.found.end();
}

}  // namespace

std::variant<trace, std::string> read_replayed_trace(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::error_code ignored;
  // A folder can be opened, and throws when it is read.
  if (!file || std::filesystem::is_directory(path, ignored))
    return fmt::format(
        "{}: cannot be read; CUTPOINT_REPLAY names the trace file that a finding was printed with",
        path);
  const std::string text((std::istreambuf_iterator<char>(file)), {});
  auto parsed = parse_trace(text);
  if (const auto* error = std::get_if<trace_error>(&parsed))
    return fmt::format("{}:{}:{}: {}", path, error->line, error->column, error->message);
  return std::get<trace>(std::move(parsed));
}

report replay_trace(const program& checked, const options& wanted) {
  report r;
  r.name = wanted.name;
  auto input = read_replayed_trace(wanted.replay);
  if (auto* const problem = std::get_if<std::string>(&input)) {
    r.result = verdict::bad_input;
    r.message = std::move(*problem);
    return r;
  }
  const trace& t = std::get<trace>(input);
  if (t.program != wanted.name) {
    r.result = verdict::skipped;
    r.message = fmt::format("{} is a trace of {}", wanted.replay, t.program);
    return r;
  }
  if (t.input != wanted.input.key) {
    r.result = verdict::bad_input;
    r.message = fmt::format(
        "{} is a trace of {} with the input '{}', but here the input is '{}'. Replay it with the "
        "check that wrote it",
        wanted.replay, t.program, t.input, wanted.input.key);
    return r;
  }
  const options bounded = within_bounds(wanted, t.bounds);
  r.bounds = t.bounds;

  fmt::print("replaying {} ({})\n", wanted.replay, t.program);
  finding_identity expected = t.expected;
  replayed run = replay_once(checked, bounded, t, replay_key::address);
  r.runs = 1;
  const std::vector<std::string> misfits = run.misfits;
  if (!misfits.empty() && !reproduces(run, expected)) {
    fmt::print("the trace does not fit by what the program was doing; by choice numbers:\n");
    run = replay_once(checked, bounded, t, replay_key::number);
    ++r.runs;
  }
  if (!reproduces(run, expected) && (run.found.empty() || !misfits.empty())) {
    const shared_pages pages;
    const repaired_trace repaired = repair_trace(checked, bounded, t, *pages);
    r.runs += repaired.runs;
    if (repaired.fails) {
      r.notes.push_back(fmt::format("the trace was repaired to fit the program: {}",
                                    fmt::join(repaired.changes, "; ")));
      fmt::print("{}; so:\n", r.notes.back());
      trace fitting = t;
      fitting.deviations = repaired.deviations;
      fitting.expected = expected = repaired.identity;
      run = replay_once(checked, bounded, fitting, replay_key::address);
      ++r.runs;
    } else if (!misfits.empty()) {
      r.result = verdict::bad_input;
      r.message = fmt::format("{} does not fit the program any more: {}. Search again",
                              wanted.replay, fmt::join(misfits, "; "));
      return r;
    }
  }
  if (run.found.empty()) {
    r.message = fmt::format("{} passes now", wanted.replay);
    return r;
  }
  auto wanted_finding = std::ranges::find(run.found, expected, &finding::identity);
  if (wanted_finding == run.found.end()) wanted_finding = run.found.begin();
  run.explained.what = *wanted_finding;
  run.found.erase(wanted_finding);
  run.explained.others = std::move(run.found);
  run.explained.trace_path = wanted.replay;
  r.result = verdict::findings;
  r.findings.push_back(std::move(run.explained));
  return r;
}

}  // namespace cutpoint
