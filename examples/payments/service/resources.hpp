#pragma once

#include "connection_pool.hpp"
#include "daily_totals.hpp"
#include "downstream.hpp"
#include "payment_locks.hpp"

#include <cutpoint/program.hpp>

#include <set>
#include <string>

namespace payments {

/// What the handlers of one run share. Lifetime: main's, which outlives every other task.
struct resources {
  connection_pool& pool;
  downstream& partner;
  daily_totals& totals;
  payment_locks& locks;
  std::set<std::string>& processed;  ///< payments whose commit was sent
  cutpoint::scope& background;       ///< owns work that nobody waits for
};

}  // namespace payments
