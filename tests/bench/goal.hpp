#pragma once

#include <benchmark/benchmark.h>

#include <functional>
#include <string>
#include <vector>

namespace cutpoint::bench {

/// How a figure is held against its goal.
enum class wanted {
  at_most,
  at_least,
  at_most_times_limit,  ///< the goal is a multiple of the limit
};

/// One line of the table: what is to be reached, and what no tool of this kind can beat.
struct goal {
  std::string name;
  std::string unit;
  wanted is;
  double figure;
  std::string limit;  ///< what the limit is, in words

  /// Returns: the goal in `unit`.
  double target(double limit_value) const {
    return is == wanted::at_most_times_limit ? figure * limit_value : figure;
  }
  bool met_by(double value, double limit_value) const {
    return is == wanted::at_least ? value >= figure : value <= target(limit_value);
  }
};

/// Adds a goal and the benchmark that measures it. `measure` calls `report` once.
void add_goal(goal g, std::function<void(benchmark::State&)> measure);
const std::vector<goal>& goals();

/// Sets the figures of a benchmark: its value, and the limit as measured in the same process.
void report(benchmark::State& state, double value, double limit);

}  // namespace cutpoint::bench
