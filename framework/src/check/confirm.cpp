#include "confirm.hpp"

#include "event_log.hpp"
#include "recorded_run.hpp"
#include "runner.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cerrno>
#include <filesystem>
#include <fstream>

namespace cutpoint {
namespace {

finding not_deterministic(const std::string& difference) {
  return {.identity = {.by = oracle::not_deterministic, .subject = {}, .task = {}},
          .message = fmt::format("the same choices led to two different runs: {}", difference),
          .notes = {"something in the program escapes the scheduler: a clock, a random number, an "
                    "address, a thread, or state that outlives a run"}};
}

// What a dying worker printed may hold addresses and process ids.
bool same_judgement(const finding& a, const finding& b) {
  return a.identity == b.identity && a.message == b.message &&
         (a.identity.by == oracle::death || a.notes == b.notes);
}

std::string difference_between(const recorded_run& a, const recorded_run& b) {
  std::string difference = first_difference(a.events, b.events);
  if (!difference.empty() || std::ranges::equal(a.found, b.found, same_judgement))
    return difference;
  const auto judged = [](const recorded_run& r) {
    return r.found.empty() ? std::string("no finding") : r.found.front().message;
  };
  return fmt::format("one ended with \"{}\", the other with \"{}\"", judged(a), judged(b));
}

std::string file_name_for(std::string_view name, std::size_t number) {
  std::string file(name);
  for (char& c : file)
    if (std::isalnum(static_cast<unsigned char>(c)) == 0 && c != '.' && c != '-') c = '_';
  if (number > 0) file += fmt::format("-{}", number + 1);
  return file + ".trace";
}

std::string command_of(const options& wanted) {
  return wanted.replay_command.empty() ? std::string(program_invocation_name)
                                       : wanted.replay_command;
}

}  // namespace

explained_finding confirm(const program& checked, const options& wanted, const candidate& c,
                          shared_state& state) {
  recorded_run first = record_run(checked, wanted, c.taken, state);
  const recorded_run second = record_run(checked, wanted, c.taken, state);
  explained_finding f;
  f.phase = c.phase;
  f.runs_to_find = c.runs_to_find;
  f.steps = first.steps;
  f.tasks = first.tasks;

  std::string difference = c.difference.empty() ? difference_between(first, second) : c.difference;
  const bool known_identity = c.identity.by != oracle::death;
  const auto again = known_identity ? std::ranges::find(first.found, c.identity, &finding::identity)
                                    : first.found.begin();
  if (difference.empty() && again == first.found.end())
    difference = fmt::format("the search saw \"{}\", which is gone when the run is made again",
                             name_of(c.identity.by));
  if (!difference.empty()) {
    f.what = not_deterministic(difference);
    f.others = std::move(first.found);
  } else {
    f.what = *again;
    first.found.erase(again);
    f.others = std::move(first.found);
  }
  f.how = {.program = wanted.name,
           .bounds = bounds_of(wanted),
           .expected = f.what.identity,
           .deviations = std::move(first.deviations)};
  f.events = std::move(first.events);
  return f;
}

void store_trace(explained_finding& f, const options& wanted, std::size_t number) {
  if (wanted.out.empty()) return;
  namespace fs = std::filesystem;
  const fs::path path = fs::path(wanted.out) / file_name_for(wanted.name, number);
  std::error_code error;
  fs::create_directories(wanted.out, error);
  std::ofstream file(path, std::ios::binary);
  file << format_trace(f.how);
  file.close();
  if (!file) {
    f.replay_line = fmt::format(
        "no trace: {} cannot be written; set CUTPOINT_OUT to a folder that "
        "can",
        path.string());
    return;
  }
  f.trace_path = path.string();
  f.replay_line = fmt::format("CUTPOINT_REPLAY={} {}", f.trace_path, command_of(wanted));
}

}  // namespace cutpoint
