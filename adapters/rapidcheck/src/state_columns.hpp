#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace cutpoint::rapidcheck {

/// Text in columns, one for each task of a script, headed by its name.
class state_columns {
 public:
  explicit state_columns(std::size_t tasks);

  void add_row() { rows_.emplace_back(rows_.front().size()); }
  /// Requires: a row was added. Writes into the last one.
  void write(std::size_t task, std::string text) { rows_.back()[task] = std::move(text); }
  /// Returns: the rows, as lines without a break behind the last one.
  std::string text() const;

 private:
  std::vector<std::vector<std::string>> rows_;  ///< the first is the head
};

}  // namespace cutpoint::rapidcheck
