#include "death.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <csignal>
#include <cstring>
#include <string>
#include <string_view>

namespace cutpoint {
namespace {

constexpr std::size_t most_lines = 24;

// Returns: what was done last, where the worker left without a word; the task that then went on may
// be another one.
const event_record* last_known(const shared_state& state, std::span<const event_record> events) {
  if (state.step != 0) return nullptr;
  const auto found = std::find_if(events.rbegin(), events.rend(),
                                  [](const event_record& e) { return !e.task.empty(); });
  return found == events.rend() ? nullptr : &*found;
}

std::string path_of_task(const shared_state& state, std::span<const event_record> events) {
  if (!state.in_task) return {};
  std::uint32_t number = 0;
  for (const event_record& e : events)
    if (e.kind == event_kind::spawn && number++ == state.task) return e.subject;
  return "main";
}

struct cause_in_words {
  std::string subject;
  std::string sentence;
};

cause_in_words words_for(const shared_state& state) {
  switch (state.cause) {
    case death_cause::stack_overflow:
      return {"stack overflow", "ran out of stack"};
    case death_cause::terminated:
      return {"terminate", fmt::format("std::terminate was called{}{}",
                                       state.said[0] != '\0' ? ": " : "", state.said.data())};
    case death_cause::hung:
      return {"hang", "runs on and on without coming to a suspension point"};
    case death_cause::blocked:
      return {"blocked", "waits for something outside the run that never comes"};
    case death_cause::exited:
      return {"exit", fmt::format("left the process with status {}", state.signal_number)};
    case death_cause::signal:
    case death_cause::none:
      break;
  }
  const char* const name = strsignal(state.signal_number);
  return {name != nullptr ? name : "signal",
          fmt::format("died of signal {} ({})", state.signal_number,
                      name != nullptr ? name : "unknown")};
}

}  // namespace

finding describe_death(const shared_state& state, std::span<const event_record> events,
                       const worker_end& end) {
  const cause_in_words cause = words_for(state);
  const event_record* const last = last_known(state, events);
  const std::string path = last != nullptr ? last->task : path_of_task(state, events);
  finding f{
      .identity = {.by = oracle::death, .subject = cause.subject, .task = without_ordinals(path)},
      .message = fmt::format("{}: {}, in step {}", path.empty() ? "outside any task" : path,
                             cause.sentence, last != nullptr ? last->step : state.step),
      .notes = {}};
  std::string_view words = end.last_words;
  while (!words.empty() && f.notes.size() < most_lines) {
    const std::size_t length = words.find('\n');
    f.notes.push_back(fmt::format("| {}", words.substr(0, length)));
    words.remove_prefix(length == std::string_view::npos ? words.size() : length + 1);
  }
  return f;
}

}  // namespace cutpoint
