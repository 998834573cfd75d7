#include <cutpoint/rapidcheck/state_log.hpp>

#include "state_columns.hpp"

#include <algorithm>

namespace cutpoint::rapidcheck {

std::uint32_t state_log::begin(caller who, const state_call* call) {
  operations_.push_back({.task = static_cast<std::uint32_t>(who),
                         .invoked = moment_++,
                         .ended = 0,
                         .end = operation_end::waiting});
  entries_.push_back({.call = call});
  return static_cast<std::uint32_t>(operations_.size() - 1);
}

void state_log::end(std::uint32_t number, operation_end how) {
  operations_[number].ended = moment_++;
  operations_[number].end = how;
}

std::string state_log::columns() const {
  std::uint32_t tasks = 0;
  for (const operation& o : operations_) tasks = std::max(tasks, o.task + 1);
  state_columns columns(tasks);
  const auto ends_at = [&](std::uint32_t moment) {
    return std::ranges::find_if(operations_, [&](const operation& o) {
      return o.end != operation_end::waiting && o.ended == moment;
    });
  };
  for (std::uint32_t moment = 0; moment < moment_; ++moment) {
    columns.add_row();
    const auto begun = std::ranges::find(operations_, moment, &operation::invoked);
    if (begun == operations_.end()) {
      const auto ended = ends_at(moment);
      const auto number = static_cast<std::uint32_t>(ended - operations_.begin());
      columns.write(ended->task, "... " + text_of(number) + end_of(number));
      continue;
    }
    const auto number = static_cast<std::uint32_t>(begun - operations_.begin());
    const bool at_once = begun->end != operation_end::waiting && begun->ended == moment + 1;
    if (at_once) ++moment;
    const bool for_ever = begun->end == operation_end::waiting;
    columns.write(begun->task, text_of(number) + (at_once    ? end_of(number)
                                                  : for_ever ? ": waits"
                                                             : " ..."));
  }
  return columns.text();
}

std::string state_log::in_words(std::span<const std::uint32_t> numbers) const {
  std::string words;
  for (const std::uint32_t number : numbers) {
    if (!words.empty()) words += ", ";
    words += name_of(caller{operations_[number].task}) + ": " + text_of(number) + end_of(number);
  }
  return words.empty() ? "none" : words;
}

std::string state_log::text_of(std::uint32_t number) const {
  const state_call* const call = entries_[number].call;
  return call != nullptr ? call->text() : "leaves";
}

std::string state_log::end_of(std::uint32_t number) const {
  switch (operations_[number].end) {
    case operation_end::returned:
      return entries_[number].shown.empty() ? "" : " = " + entries_[number].shown;
    case operation_end::stopped:
      return ": stopped";
    case operation_end::undone:
      return ": stopped, not done";
    case operation_end::pending:
    case operation_end::waiting:
      break;
  }
  return ": waits";
}

}  // namespace cutpoint::rapidcheck
