#include "replay_trace.hpp"

#include "event_log.hpp"
#include "runner.hpp"
#include "shared_state.hpp"
#include "watchdog.hpp"

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
  std::vector<event_record> events() const { return kept_.events(); }

 private:
  event_log kept_;
};

std::variant<trace, std::string> read_trace(const std::string& path) {
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
    return fmt::format("{}:{}: {}", path, error->line, error->message);
  return std::get<trace>(std::move(parsed));
}

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

bool reproduces(const replayed& r, const trace& t) {
  return std::ranges::find(r.found, t.expected, &finding::identity) != r.found.end();
}

}  // namespace

report replay_trace(const program& checked, const options& wanted) {
  report r;
  r.name = wanted.name;
  auto input = read_trace(wanted.replay);
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
  options bounded = wanted;
  bounded.modes = t.bounds.modes;
  bounded.order = t.bounds.order;
  bounded.stops = t.bounds.stops;
  bounded.faults = t.bounds.faults;
  bounded.early_timers = t.bounds.timers;
  bounded.steps_per_run = t.bounds.steps;
  r.bounds = t.bounds;

  fmt::print("replaying {} ({})\n", wanted.replay, t.program);
  replayed run = replay_once(checked, bounded, t, replay_key::address);
  r.runs = 1;
  if (!run.misfits.empty() && !reproduces(run, t)) {
    fmt::print(
        "the trace does not fit by what the program was doing; replaying by choice numbers\n");
    replayed by_number = replay_once(checked, bounded, t, replay_key::number);
    r.runs = 2;
    if (!reproduces(by_number, t)) {
      r.result = verdict::bad_input;
      r.message = fmt::format("{} does not fit the program any more: {}. Search again",
                              wanted.replay, fmt::join(run.misfits, "; "));
      return r;
    }
    run = std::move(by_number);
  }
  if (run.found.empty()) {
    r.message = fmt::format("{} passes now", wanted.replay);
    return r;
  }
  auto wanted_finding = std::ranges::find(run.found, t.expected, &finding::identity);
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
