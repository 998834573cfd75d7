#include "death.hpp"

#include "last_site.hpp"
#include "last_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <csignal>
#include <cstring>
#include <string>
#include <string_view>

namespace cutpoint {
namespace {

// Each of these takes a long time, or much memory.
constexpr std::string_view hang = "hang";
constexpr std::string_view blocked = "blocked";
constexpr std::string_view out_of_memory = "out of memory";

struct cause_in_words {
  std::string subject;
  std::string sentence;
};

cause_in_words signal_in_words(int number) {
  const char* const known = strsignal(number);
  const std::string name = known != nullptr ? known : "unknown signal";
  return {name, fmt::format("died of signal {} ({})", number, name)};
}

bool is_terminate(death_cause cause) {
  return cause == death_cause::terminated || cause == death_cause::stop_met_noexcept ||
         cause == death_cause::double_exception;
}

// The exception that is being handled may have nothing to do with it: any handler may call
// std::terminate.
cause_in_words terminate_in_words(death_cause cause, std::string_view said) {
  if (cause == death_cause::stop_met_noexcept)
    return {"stop meets noexcept",
            fmt::format("std::terminate was called, as {} met a frame that is noexcept", said)};
  if (cause == death_cause::double_exception)
    return {"double exception",
            fmt::format("std::terminate was called, as an exception left a destructor while "
                        "another one was in flight: {}",
                        said)};
  return {"terminate",
          fmt::format("std::terminate was called{}{}", said.empty() ? "" : ": ", said)};
}

cause_in_words sanitizer_in_words(std::string_view said, std::string_view last_words) {
  const sanitizer_report report = find_sanitizer_report(last_words);
  if (report.sanitizer.empty()) {
    const std::string what(said.empty() ? "sanitizer report" : said);
    return {what, fmt::format("a sanitizer reported {}", what)};
  }
  return {report.kind, fmt::format("{} reported {}", report.sanitizer, report.what)};
}

cause_in_words words_for(const death_record& death, std::string_view last_words) {
  const std::string_view said = death.said.data();
  if (is_terminate(death.cause) && ends_in_pure_virtual_call(last_words))
    return {"pure virtual call", "called a pure virtual function"};
  switch (death.cause) {
    case death_cause::stack_overflow:
      return {"stack overflow", "ran out of stack"};
    case death_cause::terminated:
    case death_cause::stop_met_noexcept:
    case death_cause::double_exception:
      return terminate_in_words(death.cause, said);
    case death_cause::sanitizer:
      return sanitizer_in_words(said, last_words);
    case death_cause::hung:
      return {std::string(hang), "runs on and on without coming to a suspension point"};
    case death_cause::blocked:
      return {std::string(blocked), "waits for something outside the run that never comes"};
    case death_cause::out_of_memory:
    case death_cause::worn:
      return {std::string(out_of_memory), "takes more memory than a run may have (max_memory)"};
    case death_cause::exited:
      return {"exit", fmt::format("left the process with status {}", death.number)};
    case death_cause::signal:
    case death_cause::none:
      break;
  }
  return signal_in_words(death.number);
}

// Returns: what was done last, where the worker left without a word; the task that then went on may
// be another one.
const event_record* last_known(const death_record& death, std::span<const event_record> events) {
  if (death.place != death_place::unknown) return nullptr;
  const auto found = std::find_if(events.rbegin(), events.rend(),
                                  [](const event_record& e) { return !e.task.empty(); });
  return found == events.rend() ? nullptr : &*found;
}

std::string path_of_task(const death_record& death, std::span<const event_record> events) {
  if (death.place != death_place::task) return {};
  const std::string_view path = death.task();
  std::uint32_t number = 0;
  for (const event_record& e : events)
    if (e.kind == event_kind::spawn && number++ == death.task_number &&
        without_ordinals(e.subject) == path)
      return e.subject;
  return std::string(path);
}

std::string behind(const std::string& site) { return site.empty() ? site : ", behind " + site; }

std::string_view whose(const death_record& death, std::string_view path) {
  if (death.place == death_place::thread) return "a thread that the program had started";
  if (death.place == death_place::between_runs) return "between two runs";
  return path.empty() ? "outside any task" : path;
}

}  // namespace

finding_identity identity_of(const death_record& death, const worker_end& end) {
  const bool in_task = death.place == death_place::task;
  return {.by = oracle::death,
          .subject = words_for(death, end.last_words).subject,
          .task = in_task ? std::string(death.task()) : std::string()};
}

finding describe_death(const death_record& death, std::span<const event_record> events,
                       const worker_end& end) {
  const cause_in_words cause = words_for(death, end.last_words);
  const event_record* const last = last_known(death, events);
  const std::string path = last != nullptr ? last->task : path_of_task(death, events);
  const std::uint64_t step = last != nullptr ? last->step : death.step;
  return {
      .identity = {.by = oracle::death, .subject = cause.subject, .task = without_ordinals(path)},
      .message = fmt::format("{}: {}{}{}", whose(death, path), cause.sentence,
                             step > 0 ? fmt::format(", in step {}", step) : "",
                             behind(last_site(path, events))),
      .notes = lines_to_show(end.last_words)};
}

bool is_dear(const finding_identity& f) {
  return f.by == oracle::death &&
         (f.subject == hang || f.subject == blocked || f.subject == out_of_memory);
}

bool may_be_from_outside(const death_record& death) {
  return death.cause == death_cause::signal && (death.from_outside || death.number == SIGKILL);
}

}  // namespace cutpoint
