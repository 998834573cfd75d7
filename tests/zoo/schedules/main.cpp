// Measures how many runs the portfolio of random arms takes to each bug of the suite, and each arm
// alone. Exits with 0 if the portfolio keeps its goals and no fixed program fails, with 1 if not,
// with 2 where what was asked for makes no sense.

#include "zoo/schedules/arms.hpp"
#include "zoo/schedules/scoreboard.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <exception>
#include <iterator>
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
  bool single_arms = false;
};

std::vector<subject> chosen(const request& wanted) {
  std::vector<subject> all = suite();
  for (const std::string& name : wanted.names)
    if (std::ranges::find(all, name, &subject::name) == all.end())
      throw std::invalid_argument(
          fmt::format("there is no program '{}'; without a name all are measured", name));
  if (!wanted.names.empty())
    std::erase_if(all, [&](const subject& s) {
      return std::ranges::find(wanted.names, s.name) == wanted.names.end();
    });
  return all;
}

sample measure(runner& runs, const arm& a, const request& wanted) {
  sample s{.runs = {}, .searches = a.random ? wanted.seeds : 1};
  for (std::uint64_t number = 1; number <= s.searches; ++number) {
    const search made = a.make(seed{number}, wanted.limit, runs.base());
    if (const std::uint64_t found = runs_to_bug(runs, made, wanted.limit); found > 0)
      s.runs.push_back(found);
  }
  std::ranges::sort(s.runs);
  return s;
}

score measure(const subject& s, const request& wanted) {
  score result{.of = &s, .single = {}, .portfolio = {}, .fixed_runs = wanted.fixed_runs};
  runner runs(s.buggy, s.bounds);
  if (wanted.single_arms)
    for (const arm& a : single_arms(s.in))
      result.single.push_back(
          {.arm = a.name, .random = a.random, .shown = measure(runs, a, wanted)});
  result.portfolio = measure(runs, portfolio(), wanted);
  // A stop that comes at the wrong moment is what would raise a false alarm.
  if (s.in == use::orders) result.fixed_runs = std::min<std::uint64_t>(wanted.fixed_runs, 1'000);
  runner fixed(s.fixed, s.bounds);
  const search made = portfolio().make(seed{1}, result.fixed_runs, fixed.base());
  if (const std::uint64_t failed = runs_to_bug(fixed, made, result.fixed_runs); failed > 0)
    result.false_alarm = failed;
  return result;
}

bool measure_all(const request& wanted) {
  const std::vector<subject> subjects = chosen(wanted);
  std::vector<std::string> missed;
  for (const use in : {use::orders, use::stops}) {
    if (std::ranges::find(subjects, in, &subject::in) == subjects.end()) continue;
    fmt::print("{}\n", titles(in, wanted.single_arms));
    for (const subject& s : subjects) {
      if (s.in != in) continue;
      const score result = measure(s, wanted);
      fmt::print("{}\n", line_of(result));
      std::fflush(stdout);
      std::ranges::move(shortcomings(result), std::back_inserter(missed));
    }
  }
  for (const std::string& goal : missed) fmt::print("NOT as expected: {}\n", goal);
  return missed.empty();
}

}  // namespace

int main(int argc, char** argv) try {
  request wanted;
  CLI::App app("Measures how many random runs it takes to each bug.", "schedules");
  app.add_option("names", wanted.names, "the programs, such as phil3; default: all");
  app.add_option("--seeds", wanted.seeds, "searches from so many seeds")->capture_default_str();
  app.add_option("--limit", wanted.limit, "a search ends after so many runs")
      ->capture_default_str();
  app.add_option("--fixed-runs", wanted.fixed_runs,
                 "runs of each fixed program that is stopped; at most 1000 of the others")
      ->capture_default_str();
  app.add_flag("--arms", wanted.single_arms, "measure each arm alone too");
  CLI11_PARSE(app, argc, argv);
  return measure_all(wanted) ? 0 : 1;
} catch (const std::exception& e) {
  fmt::print(stderr, "schedules: {}\n", e.what());
  return 2;
}
