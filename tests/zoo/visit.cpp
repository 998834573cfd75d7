#include "zoo/visit.hpp"

#include <cutpoint/check/check.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

namespace cutpoint::zoo {
namespace {

using namespace std::chrono_literals;

std::string full_name(const exhibit& e, std::string_view variant) {
  return fmt::format("{}.{}", e.id, variant);
}

report look_for_bug(const exhibit& e, std::string_view variant, const program& p,
                    const thoroughness& wanted) {
  options how = e.declares;
  how.name = full_name(e, variant);
  how.out.clear();
  how.max_findings = 1;
  how.max_time = wanted.most_time;
  return check(p, how);
}

report look_at_fix(const exhibit& e, const thoroughness& wanted) {
  options how = e.declares;
  how.name = full_name(e, "fixed");
  how.out.clear();
  how.depth_runs = 0;
  how.exhaustive = 2;
  how.random_runs = 0;
  how.max_time = wanted.most_time;
  report pairs = check(e.fixed, how);
  if (!pairs.passed() || wanted.random_runs == 0) return pairs;
  how.exhaustive = 0;
  how.random_runs = wanted.random_runs;
  how.max_time = 60s;
  report random = check(e.fixed, how);
  random.phases.insert(random.phases.begin() + 2, pairs.phases.begin() + 2, pairs.phases.end());
  random.runs += pairs.runs;
  random.steps += pairs.steps;
  random.seconds += pairs.seconds;
  random.exhausted = random.exhausted && pairs.exhausted;
  return random;
}

size size_of(const explained_finding& f) {
  const auto of_kind = [&](deviation_kind kind) {
    return static_cast<std::uint32_t>(std::ranges::count_if(
        f.how.deviations, [&](const deviation& d) { return d.address.kind == kind; }));
  };
  return {
      .tasks = f.tasks,
      .stops = of_kind(deviation_kind::stop),
      .reorders = static_cast<std::uint32_t>(std::ranges::count_if(f.how.deviations, is_reorder))};
}

std::string in_words(const report& r) {
  if (r.findings.empty())
    return fmt::format("{}{}", name_of(r.result), r.exhausted ? "" : ", cut short");
  const finding& f = r.findings.front().what;
  return fmt::format("{} | {} | {}: {}", name_of(f.identity.by), f.identity.subject,
                     f.identity.task, f.message);
}

void expect_found(visit& v, std::string_view variant, const report& r) {
  if (!r.findings.empty() && r.findings.front().what.identity == v.of->complaint) return;
  v.shortcomings.push_back(fmt::format("{} {}: expected {} | {} | {}, came {}", v.of->id, variant,
                                       name_of(v.of->complaint.by), v.of->complaint.subject,
                                       v.of->complaint.task, in_words(r)));
}

bool is_larger(const size& a, const size& b) {
  return a.tasks > b.tasks || a.stops > b.stops || a.reorders > b.reorders;
}

}  // namespace

visit make_visit(const exhibit& e, const thoroughness& how) {
  visit v{.of = &e,
          .buggy = look_for_bug(e, "buggy", e.buggy, how),
          .fixed = look_at_fix(e, how),
          .wrong_fix = {},
          .found = {},
          .shortcomings = {}};
  expect_found(v, "buggy", v.buggy);
  if (e.wrong_fix) {
    v.wrong_fix = look_for_bug(e, "wrong_fix", *e.wrong_fix, how);
    expect_found(v, "wrong_fix", *v.wrong_fix);
  }
  if (v.fixed.result != verdict::clean || !v.fixed.exhausted)
    v.shortcomings.push_back(
        fmt::format("{} fixed: expected clean, all pairs and random runs done, came {}", e.id,
                    in_words(v.fixed)));
  if (v.buggy.findings.empty()) return v;
  v.found = size_of(v.buggy.findings.front());
  const bool larger = is_larger(v.found, e.expected);
  if (larger && e.why_larger.empty())
    v.shortcomings.push_back(
        fmt::format("{} buggy: expected at most {} tasks, {} stops, {} reorders; came {}, {}, {}",
                    e.id, e.expected.tasks, e.expected.stops, e.expected.reorders, v.found.tasks,
                    v.found.stops, v.found.reorders));
  if (!larger && !e.why_larger.empty())
    v.shortcomings.push_back(
        fmt::format("{} buggy: is no larger than expected any more; delete why_larger", e.id));
  return v;
}

}  // namespace cutpoint::zoo
