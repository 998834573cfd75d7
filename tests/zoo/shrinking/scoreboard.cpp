#include "zoo/shrinking/scoreboard.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace cutpoint::shrinking {
namespace {

// The goals.
constexpr std::uint64_t usual_runs = 50;
constexpr std::uint64_t most_runs = 500;
constexpr std::size_t proved_percent = 95;

struct figures {
  std::vector<std::uint64_t> before;
  std::vector<std::uint64_t> runs;
  std::vector<std::uint64_t> proof_runs;
  std::vector<std::uint64_t> milliseconds;
  std::size_t proved = 0;
  std::size_t proved_soon = 0;

  void add(const sample& s) {
    for (const landing& l : s.landings) {
      before.push_back(l.deviations_before);
      runs.push_back(l.shrink_runs);
      proof_runs.push_back(l.least.runs);
      milliseconds.push_back(static_cast<std::uint64_t>(l.seconds * 1000));
      proved += l.least.proved ? 1 : 0;
      proved_soon += l.least.proved && l.seconds <= soon ? 1 : 0;
    }
  }
  std::size_t starts() const { return runs.size(); }
  bool soon_enough() const { return proved_soon * 100 >= starts() * proved_percent; }
};

figures figures_of(std::span<const sample> all) {
  figures f;
  for (const sample& s : all) f.add(s);
  return f;
}

std::string cells(const figures& f) {
  const double starts = static_cast<double>(std::max<std::size_t>(f.starts(), 1));
  return fmt::format("{} | {} | {} | {} | {} | {:.0f} % | {:.0f} % | {} |",
                     percentile(f.before, 50), percentile(f.runs, 50), percentile(f.runs, 99),
                     percentile(f.proof_runs, 50), percentile(f.milliseconds, 50),
                     100 * static_cast<double>(f.proved) / starts,
                     100 * static_cast<double>(f.proved_soon) / starts, f.starts());
}

}  // namespace

std::string titles() {
  return "| program | left | traces | from | runs | 99 % | proof | ms | proved | within 1 s | "
         "starts "
         "|\n|---|---|---|---|---|---|---|---|---|---|---|";
}

std::string line_of(const sample& s) {
  return fmt::format("| {} | {} | {} | {}", s.of->name, s.deviations, s.traces.size(),
                     cells(figures_of({&s, 1})));
}

std::string line_of(std::span<const sample> all) {
  const auto unique =
      std::ranges::count_if(all, [](const sample& s) { return s.traces.size() == 1; });
  return fmt::format("| all | | {} of {} | {}", unique, all.size(), cells(figures_of(all)));
}

std::string summary_of(std::span<const sample> all) {
  const figures pooled = figures_of(all);
  const auto share = [&](const auto& keeps) {
    const auto count =
        std::ranges::count_if(all, [&](const sample& s) { return keeps(figures_of({&s, 1})); });
    return fmt::format("{} of {} programs", count, all.size());
  };
  return fmt::format(
      "Before the proof: {} runs as a rule, {} in the slowest of a hundred of all starts; {} take "
      "at most {} as a rule, {} at most {} in the slowest of a hundred.\n"
      "Proved within {} s: {} of {} starts; {} of all starts, {} of {} %.\n",
      percentile(pooled.runs, 50), percentile(pooled.runs, 99),
      share([](const figures& f) { return percentile(f.runs, 50) <= usual_runs; }), usual_runs,
      share([](const figures& f) { return percentile(f.runs, 99) <= most_runs; }), most_runs, soon,
      pooled.proved_soon, pooled.starts(),
      share([](const figures& f) { return f.proved_soon == f.starts(); }),
      share([](const figures& f) { return f.soon_enough(); }), proved_percent);
}

std::vector<std::string> shortcomings(std::span<const sample> all) {
  std::vector<std::string> missed;
  for (const sample& s : all)
    if (s.traces.size() != 1)
      missed.push_back(fmt::format("{}: {} starts lead to {} traces, where 1 is expected",
                                   s.of->name, s.landings.size(), s.traces.size()));
  const figures f = figures_of(all);
  if (percentile(f.runs, 50) > usual_runs)
    missed.push_back(fmt::format("{} runs as a rule, where {} are expected", percentile(f.runs, 50),
                                 usual_runs));
  if (percentile(f.runs, 99) > most_runs)
    missed.push_back(fmt::format("{} runs in the slowest of a hundred cases, where {} are expected",
                                 percentile(f.runs, 99), most_runs));
  if (!f.soon_enough())
    missed.push_back(fmt::format("{} of {} starts are proved within {} s, where {} % are expected",
                                 f.proved_soon, f.starts(), soon, proved_percent));
  return missed;
}

}  // namespace cutpoint::shrinking
