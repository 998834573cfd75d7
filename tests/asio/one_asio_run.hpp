#pragma once

#include <cutpoint/asio.hpp>

#include "asio/searched.hpp"
#include "unit/one_run.hpp"

#include <sstream>
#include <string>
#include <utility>
#include <vector>

namespace boost::asio {}

namespace cutpoint::asio_tests {

namespace net = boost::asio;
using namespace std::chrono_literals;

/// One run of a program of Asio's, looped through.
class one_asio_run : public unit::one_run {
 public:
  template <class Body>
  explicit one_asio_run(Body body, unit::choosing choices = unit::choosing(),
                        run_bounds bounds = {.modes = {}}, asio::program_options how = {})
      : one_run(asio::make_program(std::move(body), how), std::move(choices), bounds) {}

  std::vector<std::string> paths() const {
    std::vector<std::string> all;
    for (const task_control* const t : run.tasks()) all.push_back(path_of(*t));
    return all;
  }
  /// Returns: who acquired what is in the ledger.
  std::vector<std::string> owners() const {
    std::vector<std::string> all;
    for (const ledger_entry& entry : run.resources().entries())
      all.push_back(path_of(*entry.acquirer));
    return all;
  }
  /// Returns: the labels at which `task` has waited, as the log tells them.
  std::vector<std::string> waits_of(const std::string& task) const {
    std::vector<std::string> labels;
    for (const std::string& line : log) {
      std::istringstream words(line);
      std::string step;
      std::string who;
      std::string what;
      std::string where;
      words >> step >> who >> what >> where;
      if (who == task && (what == "parks" || what == "yields") && where != "run#1")
        labels.push_back(where.substr(0, where.find('#')));
    }
    return labels;
  }
  const task_control& task(const std::string& path) const {
    for (const task_control* const t : run.tasks())
      if (path_of(*t) == path) return *t;
    return *run.tasks().front();
  }
};

}  // namespace cutpoint::asio_tests
