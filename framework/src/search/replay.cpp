#include <cutpoint/search/replay.hpp>

#include <cutpoint/kernel/kernel.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace cutpoint {
namespace {

bool same_move(const deviation& a, const deviation& b) {
  return a.address == b.address && a.mode == b.mode && a.picked == b.picked && a.value == b.value;
}

std::string what(const deviation& d) {
  const std::string at =
      d.address.operation.empty()
          ? fmt::format("{}", d.address.task)
          : fmt::format("{} at {}#{}", d.address.task, d.address.operation, d.address.ordinal);
  switch (d.address.kind) {
    case deviation_kind::stop:
      return fmt::format("the stop ({}) of {}{}, {}, {} scheduling points in", name_of(d.mode),
                         d.address.reach == stop_reach::scope ? "the scope of " : "", at,
                         name_of(d.address.at), d.address.delay);
    case deviation_kind::pick:
      return fmt::format("letting {} go on after {}", d.picked, at);
    case deviation_kind::timer:
      return fmt::format("the early timer of {} after {}", d.picked, at);
    case deviation_kind::fault:
      return fmt::format("the fault in {}", at);
    case deviation_kind::value:
      return fmt::format("the value {} in {}", d.value, at);
  }
  return at;
}

}  // namespace

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

// Addresses are unique at a choice, so the order of the pending ones does not matter.
std::uint32_t replay::decide_by_address(const choice_point& point) {
  if (std::ranges::all_of(pending_, &pending::taken)) return 0;
  for (std::uint32_t move = 1; move < point.moves(); ++move) {
    const deviation offered = point.describe(move);
    for (pending& p : pending_) {
      if (p.taken) continue;
      look(p, offered);
      if (!same_move(p.wanted, offered)) continue;
      p.taken = true;
      return move;
    }
  }
  return 0;
}

void replay::look(pending& p, const deviation& offered) {
  const choice_address& wanted = p.wanted.address;
  if (wanted.kind != offered.address.kind || wanted.task != offered.address.task) return;
  p.task_seen = true;
  if (wanted.operation != offered.address.operation) return;
  p.operation_seen = true;
  p.last_ordinal = std::max(p.last_ordinal, offered.address.ordinal);
}

void replay::end_run(const kernel& run, std::span<const finding>) {
  for (const pending& p : pending_) {
    if (p.taken) continue;
    const choice_address& a = p.wanted.address;
    std::string why = fmt::format("{} never came up in {} steps: ", what(p.wanted), run.steps());
    if (key_ == replay_key::number)
      why += fmt::format("choice {} has no move {}", static_cast<std::uint64_t>(p.wanted.number),
                         p.wanted.move);
    else if (!p.task_seen)
      why += fmt::format("{} was never there to be chosen", a.task);
    else if (!p.operation_seen)
      why += fmt::format("{} never came to {}", a.task, a.operation.empty() ? "that" : a.operation);
    else if (p.last_ordinal < a.ordinal)
      why += fmt::format("{} came to {} only {} times", a.task, a.operation, p.last_ordinal);
    else
      why += fmt::format("{} was there, but not {} at that moment", a.task, name_of(a.at));
    misfits_.push_back(std::move(why));
  }
}

}  // namespace cutpoint
