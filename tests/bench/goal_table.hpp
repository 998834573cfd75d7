#pragma once

#include "goal.hpp"

#include <benchmark/benchmark.h>

#include <map>
#include <string>
#include <vector>

namespace cutpoint::bench {

/// Collects what the benchmarks measure. Of the repetitions of one the best counts, by its ratio to
/// the limit: what else the machine does only makes it worse. Where there is no limit, the one in
/// the middle counts.
class goal_table final : public benchmark::BenchmarkReporter {
 public:
  bool ReportContext(const Context&) override { return true; }
  void ReportRuns(const std::vector<Run>& runs) override;

  /// Adds a figure that was measured elsewhere.
  void add(const goal& g, double value, double limit);

  /// Returns: the table as text, a line for each goal.
  std::string text() const;
  /// Returns: the same as JSON: per goal `name`, `value`, `unit`, `limit`, `ratio`, `goal`, `met`.
  std::string json() const;
  bool all_met() const;

 private:
  struct figure {
    goal of;
    double value;
    double limit;
    std::vector<double> values = {};  ///< of all repetitions, in ascending order
    double ratio() const { return limit > 0 ? value / limit : 0; }
    bool met() const { return of.met_by(value, limit); }
  };
  std::vector<figure> figures_;
};

}  // namespace cutpoint::bench
