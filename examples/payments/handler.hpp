#pragma once

#include "connection_pool.hpp"
#include "downstream.hpp"
#include "notification.hpp"

namespace payments {

/// Handles one notification: books the payment, tells the partner and returns the answer. A client
/// that hangs up is a stop, at any suspension point.
using handler = answer (*)(connection_pool& pool, downstream& partner, const notification& paid);

/// The way it is written on a first day: what was taken is given back on the last lines.
answer handle_leaking(connection_pool& pool, downstream& partner, const notification& paid);

/// The same with an owner for everything that was taken.
answer handle_raii(connection_pool& pool, downstream& partner, const notification& paid);

}  // namespace payments
