#include "run_budget.hpp"

#include <algorithm>

namespace cutpoint {
namespace {

__extension__ using wide = unsigned __int128;

// A job expects at most 2^40 runs, and a list has fewer than 2^22 jobs or takes for ever.
constexpr std::uint64_t most_runs = std::uint64_t{1} << 62;

// A job of which little is expected may well need a multiple of it.
constexpr std::uint64_t margin = 3;

std::uint64_t need_of(const bounded_search& search, std::uint64_t job) {
  return search.expected_runs(job) + margin;
}

// Nobody knows beforehand how many runs it needs.
bool is_exhaustive(const options& wanted) { return wanted.exhaustive > 0 || wanted.reduced; }

}  // namespace

run_budget divide_runs(const options& wanted, const run_demand& demand) {
  if (wanted.max_runs == unlimited_runs)
    return {.sweep = demand.sweep,
            .depth = demand.depth <= wanted.depth_runs ? unlimited_runs : wanted.depth_runs,
            .exhaustive = is_exhaustive(wanted) ? unlimited_runs : 0,
            .random = wanted.random_runs};
  constexpr std::uint64_t of_baseline = 2;
  std::uint64_t left = wanted.max_runs - std::min(wanted.max_runs, of_baseline);
  const auto take = [&left](std::uint64_t runs) {
    const std::uint64_t taken = std::min(left, runs);
    left -= taken;
    return taken;
  };
  run_budget budget{.sweep = take(demand.sweep)};
  const std::uint64_t reserved = std::min(wanted.random_runs, left / 2);
  left -= reserved;
  budget.depth = take(std::min(wanted.depth_runs, demand.depth));
  budget.exhaustive = take(demand.exhaustive);
  left += reserved;
  budget.random = take(wanted.random_runs);
  // What nobody is known to need goes where more may be needed than is known.
  budget.depth += take(wanted.depth_runs - budget.depth);
  if (is_exhaustive(wanted)) budget.exhaustive += take(left);
  return budget;
}

std::uint64_t needed_runs(const bounded_search& search) {
  std::uint64_t sum = 0;
  for (std::uint64_t job = 0; job < search.jobs(); ++job)
    sum = std::min(most_runs, sum + need_of(search, job));
  return sum;
}

std::vector<std::uint64_t> deal_runs(std::uint64_t runs, const bounded_search& search) {
  if (runs == unlimited_runs) return {};
  std::vector<std::uint64_t> dealt;
  dealt.reserve(search.jobs());
  std::uint64_t left = std::min(runs, most_runs);
  for (std::uint64_t job = 0; job < search.jobs(); ++job) {
    dealt.push_back(std::min(left, need_of(search, job)));
    left -= dealt.back();
  }
  if (left == 0) return dealt;
  const std::uint64_t all = needed_runs(search);
  std::uint64_t before = 0;
  std::uint64_t given = 0;
  for (std::uint64_t& of_job : dealt) {
    before += of_job;
    const auto until_here = static_cast<std::uint64_t>(wide{left} * before / all);
    of_job += until_here - given;
    given = until_here;
  }
  return dealt;
}

}  // namespace cutpoint
