#pragma once

#include "chapter.hpp"

#include <vector>

namespace payments {

namespace connection_kept {
chapter tell();
}
namespace transaction_left_open {
chapter tell();
}
namespace stop_taken_for_a_failure {
chapter tell();
}
namespace totals_half_moved {
chapter tell();
}
namespace processed_twice {
chapter tell();
}
namespace partner_deaf_to_stops {
chapter tell();
}
namespace shutdown_held_up {
chapter tell();
}
namespace whole {
chapter tell();
}

/// Returns: every bug with its fixes, in reading order.
std::vector<chapter> all_chapters();

}  // namespace payments
