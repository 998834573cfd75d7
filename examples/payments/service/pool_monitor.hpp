#pragma once

#include "connection_pool.hpp"

namespace payments {

/// Looks after a pool until it is stopped: every two seconds it replaces the connections that have
/// been out for ten. So a service with a leak limps on, and nobody looks for the leak. Heeds a stop
/// that asks, too, at the next look.
void monitor(connection_pool& pool);

}  // namespace payments
