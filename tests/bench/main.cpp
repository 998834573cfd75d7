#include "goal_table.hpp"
#include "peak_memory.hpp"

#include <CLI/CLI.hpp>
#include <benchmark/benchmark.h>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <exception>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

namespace cutpoint::bench {
namespace {

// Figures that tests/bench/instructions wrote down: instructions a step, by workload.
void add_instructions(goal_table& table, const std::string& file) {
  const auto counted = nlohmann::json::parse(std::ifstream(file));
  table.add({"W2 fibers, instructions a step", "instr.", wanted::at_most, 140, "raw jump (R)"},
            counted.at("w2_fibers").get<double>(), counted.at("raw_jump").get<double>());
}

int run(int argc, char** argv) {
  CLI::App app("Measures each goal of the framework's speed beside its limit, and prints a table.");
  std::string json;
  std::string instructions;
  std::string work;
  std::string filter = ".";
  int repetitions = 5;
  double seconds = 0.1;
  app.add_option("filter", filter, "Only the goals whose names match this regular expression");
  app.add_option("--json", json, "Also write the table to this file");
  app.add_option("--instructions", instructions,
                 "Instruction counts, as tests/bench/instructions "
                 "writes them");
  app.add_option("--repetitions", repetitions, "Of each benchmark; the best counts");
  app.add_option("--seconds", seconds, "How long each repetition runs at least");
  app.add_option(peak_memory_option, work)->group("");
  CLI11_PARSE(app, argc, argv);
  if (!work.empty()) {
    print_peak_memory_of(work);
    return 0;
  }

  std::vector<std::string> words{argv[0], fmt::format("--benchmark_min_time={}", seconds),
                                 fmt::format("--benchmark_repetitions={}", repetitions),
                                 "--benchmark_filter=" + filter};
  std::vector<char*> arguments;
  std::ranges::transform(words, std::back_inserter(arguments),
                         [](std::string& word) { return word.data(); });
  int count = static_cast<int>(arguments.size());
  benchmark::Initialize(&count, arguments.data());
  goal_table table;
  benchmark::RunSpecifiedBenchmarks(&table);
  if (!instructions.empty()) add_instructions(table, instructions);
  fmt::print("{}", table.text());
  if (!json.empty()) std::ofstream(json) << table.json();
  return 0;
}

}  // namespace
}  // namespace cutpoint::bench

int main(int argc, char** argv) {
  try {
    return cutpoint::bench::run(argc, argv);
  } catch (const std::exception& e) {
    fmt::print(stderr, "benchmarks: {}\n", e.what());
    return 2;
  }
}
