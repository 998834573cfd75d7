// Measures the arms of the random search, and the portfolio of them, and prints how many runs each
// takes to a bug. Exits with 0 if the portfolio keeps the goals, with 1 if not, with 2 where what
// was asked for makes no sense.

#include "zoo/schedules/arms.hpp"
#include "zoo/schedules/measure.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <exception>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

namespace {

using namespace cutpoint;
using namespace cutpoint::schedules;

struct request {
  std::vector<std::string> names;
  std::uint64_t seeds = 100;
  std::uint64_t limit = 3'000;
  std::uint64_t fixed_runs = 10'000;
  bool single = false;
};

sample measure(runner& runs, const arm& a, const request& wanted) {
  sample s{.runs = {}, .searches = wanted.seeds};
  for (std::uint64_t number = 1; number <= wanted.seeds; ++number) {
    const auto takes = a.make(seed{number}, wanted.limit, runs.base());
    if (const std::uint64_t made = runs_to_bug(runs, *takes, wanted.limit); made > 0)
      s.runs.push_back(made);
  }
  std::ranges::sort(s.runs);
  return s;
}

std::string cell(const sample& s) {
  if (s.runs.empty()) return fmt::format("0/{}", s.searches);
  if (s.always_found()) return fmt::format("{:.3g}", s.mean());
  return fmt::format("{:.0f} ({})", s.mean(), s.runs.size());
}

}  // namespace

int main(int argc, char** argv) try {
  request wanted;
  CLI::App app("Measures random searches.", "schedules");
  app.add_option("names", wanted.names, "the programs; default: all");
  app.add_option("--seeds", wanted.seeds)->capture_default_str();
  app.add_option("--limit", wanted.limit)->capture_default_str();
  app.add_option("--fixed-runs", wanted.fixed_runs)->capture_default_str();
  app.add_flag("--single", wanted.single);
  CLI11_PARSE(app, argc, argv);
  for (const subject& s : suite()) {
    if (!wanted.names.empty() && std::ranges::count(wanted.names, s.name) == 0) continue;
    runner runs(s.buggy, s.bounds);
    fmt::print("{:24}", s.name);
    if (wanted.single)
      for (const arm& a : single_arms(s.in)) {
        fmt::print(" {}={:10}", a.name, cell(measure(runs, a, wanted)));
        std::fflush(stdout);
      }
    const sample p = measure(runs, portfolio(), wanted);
    fmt::print(" | {:10} p95 {}", cell(p), p.runs.empty() ? 0 : p.percentile(95));
    runner fixed(s.fixed, s.bounds);
    const auto takes = portfolio().make(seed{1}, wanted.fixed_runs, fixed.base());
    fmt::print(" fixed {}\n", runs_to_bug(fixed, *takes, wanted.fixed_runs));
    std::fflush(stdout);
  }
  return 0;
} catch (const std::exception& e) {
  fmt::print(stderr, "schedules: {}\n", e.what());
  return 2;
}
