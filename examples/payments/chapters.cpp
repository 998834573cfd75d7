#include "chapters.hpp"

namespace payments {

std::vector<chapter> all_chapters() {
  return {connection_kept::tell(),          transaction_left_open::tell(),
          stop_taken_for_a_failure::tell(), totals_half_moved::tell(),
          processed_twice::tell(),          partner_deaf_to_stops::tell(),
          shutdown_held_up::tell(),         whole::tell()};
}

}  // namespace payments
