#pragma once

#include "handler.hpp"

namespace payments {

/// Runs the payment service once: opens empty books and a pool of connections, has every
/// notification handled by a task `notify` of its own, and waits for them. This is the program that
/// is checked.
///
/// It promises, whatever is stopped wherever:
/// - an idle connection is outside any transaction
/// - an answered payment is in the books, once, and the partner was told
/// - no payment is in the books twice
/// - if nothing is stopped, everybody is answered
///
/// That everything taken comes back is not said here: the ledger entries of pool and connections
/// say it, and a leak is reported with the place where the thing was taken.
void serve(handler handle);

}  // namespace payments
