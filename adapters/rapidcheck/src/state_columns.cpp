#include "state_columns.hpp"

#include <cutpoint/rapidcheck/state_script.hpp>

#include <algorithm>

namespace cutpoint::rapidcheck {

state_columns::state_columns(std::size_t tasks) : rows_(1) {
  for (std::uint32_t t = 0; t < tasks; ++t) rows_.front().push_back(name_of(caller{t}));
}

std::string state_columns::text() const {
  std::vector<std::size_t> widths(rows_.front().size());
  for (const auto& row : rows_)
    for (std::size_t t = 0; t < row.size(); ++t) widths[t] = std::max(widths[t], row[t].size());
  std::string text;
  for (const auto& row : rows_) {
    std::string line;
    for (std::size_t t = 0; t < row.size(); ++t) {
      line += row[t];
      line.append(widths[t] - row[t].size() + 2, ' ');
    }
    line.erase(line.find_last_not_of(' ') + 1);
    text += (text.empty() ? "" : "\n") + line;
  }
  return text;
}

}  // namespace cutpoint::rapidcheck
