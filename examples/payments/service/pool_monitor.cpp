#include "pool_monitor.hpp"

#include <cutpoint/program.hpp>

namespace payments {

void monitor(connection_pool& pool) {
  constexpr std::chrono::seconds between_looks{2};
  constexpr std::chrono::seconds longest_loan{10};
  while (!cutpoint::this_task::stop_requested()) {
    cutpoint::await(cutpoint::sleep_for(between_looks, "monitor.look"));
    pool.replace_lent_since(cutpoint::this_run::now() - longest_loan);
  }
}

}  // namespace payments
