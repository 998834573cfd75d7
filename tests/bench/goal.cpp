#include "goal.hpp"

#include <utility>

namespace cutpoint::bench {
namespace {

std::vector<goal>& all() {
  static std::vector<goal> added;
  return added;
}

}  // namespace

void add_goal(goal g, std::function<void(benchmark::State&)> measure) {
  benchmark::RegisterBenchmark(
      g.name.c_str(), [measure = std::move(measure)](benchmark::State& state) { measure(state); });
  all().push_back(std::move(g));
}

const std::vector<goal>& goals() { return all(); }

void report(benchmark::State& state, double value, double limit) {
  state.counters["value"] = value;
  state.counters["limit"] = limit;
}

}  // namespace cutpoint::bench
