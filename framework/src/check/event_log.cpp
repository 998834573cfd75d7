#include "event_log.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace cutpoint {

std::string first_difference(const std::vector<event_record>& a,
                             const std::vector<event_record>& b) {
  for (std::size_t i = 0; i < std::max(a.size(), b.size()); ++i) {
    const std::string first = i < a.size() ? log_line(a[i]) : "nothing";
    const std::string second = i < b.size() ? log_line(b[i]) : "nothing";
    if (first != second)
      return fmt::format("event {} was \"{}\" and then \"{}\"", i + 1, first, second);
  }
  return {};
}

}  // namespace cutpoint
