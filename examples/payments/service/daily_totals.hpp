#pragma once

#include <cstdint>

namespace payments {

/// The day's cents, as the front page shows them. What came in is pending until it is settled.
struct daily_totals {
  std::int64_t pending = 0;
  std::int64_t settled = 0;
};

}  // namespace payments
