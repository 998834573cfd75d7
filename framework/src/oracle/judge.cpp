#include <cutpoint/oracle/judge.hpp>

#include "oracles.hpp"

#include <cutpoint/kernel/kernel.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <span>

namespace cutpoint {

std::vector<finding> judge(const kernel& run, oracle_set off) {
  oracles::findings found;
  oracles::judge_violations(run, found);
  const std::size_t seen_at_once = found.size();
  oracles::judge_unhandled_exceptions(run, found);
  oracles::judge_deadlock(run, found);
  oracles::judge_leaks(run, found);
  oracles::judge_orphans(run, found);
  oracles::judge_swallowed_stops(run, found);
  oracles::judge_foreign_stops(run, found);
  oracles::judge_livelock(run, found);
  if (found.empty()) return found;
  for (finding& f : std::span(found).subspan(seen_at_once)) f.within = run.size();

  oracles::findings distinct;
  for (finding& f : found) {
    if (off.contains(f.identity.by)) continue;
    if (std::ranges::find(distinct, f.identity, &finding::identity) != distinct.end()) continue;
    const auto worse_or_equal = [&](const finding& other) {
      return other.identity.by <= f.identity.by;
    };
    distinct.insert(std::ranges::partition_point(distinct, worse_or_equal), std::move(f));
  }
  return distinct;
}

namespace oracles {

finding_identity identity_of(oracle by, label subject, const task_control* in) {
  return {.by = by,
          .subject = std::string(subject.text()),
          .task = in != nullptr ? without_ordinals(path_of(*in)) : std::string()};
}

std::string at_place(const site& where) {
  if (where.where.line() == 0) return {};
  std::string_view file = where.where.file_name();
  file.remove_prefix(file.find_last_of('/') + 1);
  return fmt::format(" at {}:{}", file, where.where.line());
}

std::vector<std::string> stops_of(const kernel& run, const task_control& t) {
  std::vector<std::string> lines;
  for (const delivered_stop& s : run.stops())
    if (s.target == &t)
      lines.push_back(fmt::format("{} was stopped ({}) {}{}", path_of(t), name_of(s.mode),
                                  s.where.operation.empty()
                                      ? std::string("before it started")
                                      : fmt::format("at {}", s.where.operation.text()),
                                  at_place(s.where)));
  return lines;
}

}  // namespace oracles
}  // namespace cutpoint
