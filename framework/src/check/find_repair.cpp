#include "replay_repair.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <queue>
#include <set>
#include <string_view>
#include <utility>

namespace cutpoint {
namespace {

// What it costs that two deviations differ in something: names are changed more seldom than
// numbers, and what a deviation does is changed least of all.
constexpr unsigned another_mode = 6;
constexpr unsigned another_window = 4;
constexpr unsigned another_operation = 5;
constexpr unsigned another_number_at_most = 4;
constexpr unsigned cost_of_leaving_out = 12;

std::string_view parent_of(std::string_view path) {
  const std::size_t slash = path.find_last_of('/');
  return slash == std::string_view::npos ? std::string_view{} : path.substr(0, slash);
}

unsigned unlike_tasks(const std::string& a, const std::string& b) {
  if (a == b) return 0;
  if (without_ordinals(a) == without_ordinals(b)) return 2;
  return parent_of(a) == parent_of(b) ? 4 : 8;
}

unsigned unlike_numbers(std::uint32_t a, std::uint32_t b) {
  return std::min(a < b ? b - a : a - b, another_number_at_most);
}

// One of the deviations of the trace, as a candidate has it; nothing: left out.
using replacement = std::optional<deviation>;

struct repair_candidate {
  unsigned cost = 0;
  std::uint64_t order = 0;  // of two that cost the same the first is tried first
  std::vector<replacement> parts;

  bool operator<(const repair_candidate& other) const {
    return std::pair(cost, order) > std::pair(other.cost, other.order);
  }
  std::vector<deviation> deviations() const {
    std::vector<deviation> all;
    for (const replacement& part : parts)
      if (part) all.push_back(*part);
    return all;
  }
  std::string text() const {
    std::string all;
    for (const replacement& part : parts) {
      if (part) {
        deviation d = *part;
        d.number = {};
        d.move = 0;
        all += trace_line(d);
      }
      all += '\n';
    }
    return all;
  }
};

// `path` with every name that a task had replaced by the one that it has now.
std::string renamed(std::string path, const std::string& was, const std::string& is) {
  const std::string from = without_ordinals(was);
  const std::string to = without_ordinals(is);
  if (path == from) return to;
  return path.starts_with(from + "/") ? to + path.substr(from.size()) : path;
}

class repair_search {
 public:
  repair_search(const trace& t, const repair_probe& probe, std::uint64_t runs)
      : trace_(t), probe_(probe), runs_(runs) {}

  repaired_trace run() {
    repaired_trace result;
    repair_candidate start;
    for (const deviation& d : trace_.deviations) start.parts.emplace_back(d);
    add(std::move(start));
    while (!open_.empty() && result.runs < runs_) {
      const repair_candidate next = open_.top();
      open_.pop();
      const repair_trial trial = probe_(next.deviations());
      ++result.runs;
      if (const auto as = wanted_in(trial, next)) {
        result.fails = true;
        result.identity = *as;
        result.deviations = next.deviations();
        result.changes = changes_of(next);
        return result;
      }
      extend(next, trial);
    }
    return result;
  }

 private:
  // Returns: the finding that is looked for, by the names that the candidate goes by.
  std::optional<finding_identity> wanted_in(const repair_trial& trial,
                                            const repair_candidate& tried) const {
    finding_identity by_new_names = trace_.expected;
    for (std::size_t i = 0; i < tried.parts.size(); ++i) {
      if (!tried.parts[i]) continue;
      const deviation& was = trace_.deviations[i];
      const deviation& is = *tried.parts[i];
      by_new_names.task = renamed(by_new_names.task, was.address.task, is.address.task);
      by_new_names.task = renamed(by_new_names.task, was.picked, is.picked);
      if (by_new_names.subject == was.address.operation)
        by_new_names.subject = is.address.operation;
    }
    for (const finding_identity& wanted : {trace_.expected, by_new_names})
      if (std::ranges::find(trial.found, wanted) != trial.found.end()) return wanted;
    return std::nullopt;
  }

  void extend(const repair_candidate& from, const repair_trial& trial) {
    const auto is_missing = [&](const replacement& part) {
      return part && std::ranges::none_of(trial.taken,
                                          [&](const deviation& d) { return same_move(d, *part); });
    };
    const auto first = std::ranges::find_if(from.parts, is_missing);
    if (first != from.parts.end()) {
      replace(from, static_cast<std::size_t>(first - from.parts.begin()), trial);
    } else {
      for (std::size_t i = 0; i < from.parts.size(); ++i) replace(from, i, trial);
    }
  }

  void replace(const repair_candidate& from, std::size_t i, const repair_trial& trial) {
    const deviation& original = trace_.deviations[i];
    const unsigned before = cost_of(original, from.parts[i]);
    const auto put = [&](replacement part) {
      repair_candidate changed = from;
      changed.cost += cost_of(original, part);
      changed.cost -= std::min(changed.cost, before);
      changed.parts[i] = std::move(part);
      add(std::move(changed));
    };
    if (i < trial.alike.size())
      for (const deviation& d : trial.alike[i]) put(d);
    put(std::nullopt);
  }

  static unsigned cost_of(const deviation& original, const replacement& part) {
    return part ? unlikeness(original, *part) : cost_of_leaving_out;
  }

  void add(repair_candidate c) {
    if (!known_.insert(c.text()).second) return;
    c.order = known_.size();
    open_.push(std::move(c));
  }

  std::vector<std::string> changes_of(const repair_candidate& c) const {
    std::vector<std::string> changes;
    for (std::size_t i = 0; i < c.parts.size(); ++i) {
      const deviation& was = trace_.deviations[i];
      if (!c.parts[i])
        changes.push_back(fmt::format("`{}` is left out", trace_line(was)));
      else if (!same_move(was, *c.parts[i]))
        changes.push_back(
            fmt::format("`{}` is now `{}`", trace_line(was), trace_line(*c.parts[i])));
    }
    return changes;
  }

  const trace& trace_;
  const repair_probe& probe_;
  const std::uint64_t runs_;
  std::priority_queue<repair_candidate> open_;
  std::set<std::string> known_;
};

}  // namespace

unsigned unlikeness(const deviation& wanted, const deviation& other) {
  const choice_address& a = wanted.address;
  const choice_address& b = other.address;
  unsigned cost = unlike_tasks(a.task, b.task) + unlike_tasks(wanted.picked, other.picked);
  if (a.operation != b.operation) cost += another_operation;
  cost += unlike_numbers(a.ordinal, b.ordinal) + unlike_numbers(a.delay, b.delay);
  if (a.at != b.at) cost += another_window;
  if (a.reach != b.reach) cost += another_window;
  if (wanted.mode != other.mode) cost += another_mode;
  if (wanted.value != other.value) cost += another_mode;
  return cost;
}

repaired_trace find_repair(const trace& t, const repair_probe& probe, std::uint64_t runs) {
  return repair_search(t, probe, runs).run();
}

}  // namespace cutpoint
