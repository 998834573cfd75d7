#include <cutpoint/search/replay.hpp>

#include <cutpoint/kernel/kernel.hpp>
#include <cutpoint/trace/deviation_words.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace cutpoint {
replay::replay(std::vector<deviation> deviations, replay_key key) : key_(key) {
  for (deviation& d : deviations) pending_.push_back({.wanted = std::move(d)});
}

bool replay::begin_run(std::uint64_t job) {
  misfits_.clear();
  for (pending& p : pending_) p = {.wanted = std::move(p.wanted)};
  return job == 0;
}

choice_number replay::first_asked() const {
  if (pending_.empty()) return choice_number{~std::uint64_t{0}};
  if (key_ == replay_key::address) return choice_number{0};
  return std::ranges::min(pending_, {}, [](const pending& p) { return p.wanted.number; })
      .wanted.number;
}

choice_number replay::last_asked() const {
  if (pending_.empty() || key_ == replay_key::address) return choice_number{~std::uint64_t{0}};
  return std::ranges::max(pending_, {}, [](const pending& p) { return p.wanted.number; })
      .wanted.number;
}

std::uint32_t replay::decide(const choice_point& point) {
  return key_ == replay_key::number ? decide_by_number(point) : decide_by_address(point);
}

std::uint32_t replay::decide_by_number(const choice_point& point) {
  for (pending& p : pending_) {
    if (p.taken || p.wanted.number != point.number()) continue;
    if (p.wanted.move >= point.moves()) return 0;
    p.taken = true;
    return p.wanted.move;
  }
  return 0;
}

// Addresses are unique at a choice, so the order of the pending ones does not matter. All tasks
// that may be picked share one address, and mostly nobody asks for it.
std::uint32_t replay::decide_by_address(const choice_point& point) {
  if (std::ranges::all_of(pending_, &pending::taken)) return 0;
  for (std::uint32_t move = 1; move < point.moves(); ++move) {
    const deviation offered = point.describe(move);
    const bool picks = move + 1 < point.tasks();
    if (picks && move == 1 && std::ranges::none_of(pending_, [&](const pending& p) {
          return !p.taken && p.wanted.address == offered.address;
        })) {
      for (pending& p : pending_)
        if (!p.taken) look(p, offered, point.run().steps());
      move = point.tasks() - 1;
      continue;
    }
    for (pending& p : pending_) {
      if (p.taken) continue;
      look(p, offered, point.run().steps());
      if (!same_move(p.wanted, offered)) continue;
      p.taken = true;
      return move;
    }
  }
  return 0;
}

void replay::look(pending& p, const deviation& offered, std::uint64_t step) {
  const choice_address& wanted = p.wanted.address;
  if (wanted.kind != offered.address.kind || wanted.task != offered.address.task) return;
  fit seen = fit::task;
  if (wanted.operation == offered.address.operation) {
    p.last_ordinal = std::max(p.last_ordinal, offered.address.ordinal);
    seen = wanted.ordinal == offered.address.ordinal ? fit::site : fit::operation;
  }
  if (seen < p.seen) return;
  p.seen = seen;
  p.step = step;
}

// How an address failed to come up; the step is the last one in which the run was as it says.
std::string replay::reason_of(const pending& p, const kernel& run) const {
  const choice_address& a = p.wanted.address;
  if (key_ == replay_key::number)
    return fmt::format("choice {} has no move {}", static_cast<std::uint64_t>(p.wanted.number),
                       p.wanted.move);
  switch (p.seen) {
    case fit::nothing:
      return a.kind == deviation_kind::stop
                 ? fmt::format("there is no task {} that can be stopped, in none of the {} steps",
                               a.task, run.steps())
                 : fmt::format("{} never comes to such a choice, in none of the {} steps", a.task,
                               run.steps());
    case fit::task:
      return fmt::format("{} is there up to step {}, but never comes to {}", a.task, p.step,
                         a.operation.empty() ? "that" : a.operation);
    case fit::operation:
      return fmt::format("{} comes to {} only {} time{}, the last in step {}", a.task, a.operation,
                         p.last_ordinal, p.last_ordinal == 1 ? "" : "s", p.step);
    case fit::site:
      break;
  }
  if (a.kind == deviation_kind::stop)
    return fmt::format("{} is at {}#{} in step {}, but not {} then", a.task, a.operation, a.ordinal,
                       p.step, place_in_words(a.at, a.operation, a.ordinal));
  if (a.kind == deviation_kind::value)
    return fmt::format("{} comes to {}#{} in step {}, but {} is no value of it", a.task,
                       a.operation, a.ordinal, p.step, p.wanted.value);
  if (a.kind == deviation_kind::run_on)
    return fmt::format("{} may run on at {}#{} in step {}, but not with a delay of {}", a.task,
                       a.operation, a.ordinal, p.step, a.delay);
  return fmt::format("{} gives up control at {}#{} in step {}, but {} cannot go on then", a.task,
                     a.operation, a.ordinal, p.step, p.wanted.picked);
}

void replay::end_run(const kernel& run, std::span<const finding>) {
  for (const pending& p : pending_)
    if (!p.taken)
      misfits_.push_back(
          fmt::format("{} does not come up: {}", in_words(p.wanted), reason_of(p, run)));
}

}  // namespace cutpoint
