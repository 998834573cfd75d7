#pragma once

#include "handler.hpp"
#include "notification.hpp"

#include <cutpoint/program.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace payments {

/// Whether somebody looks after the pool.
enum class monitoring : std::uint8_t { off, on };

/// What the service is up against in one run.
struct situation {
  std::vector<notification> sent = {{.payment = "invoice-17", .cents = 4'200}};
  std::size_t connections = 1;
  cutpoint::virtual_duration partner_takes = std::chrono::milliseconds(200);
  monitoring pool_is_monitored = monitoring::off;
  /// How long a handler may take; nothing: as long as it likes.
  std::optional<cutpoint::virtual_duration> time_limit = {};
};

/// Runs the payment service once: opens empty books and a pool of connections, has every
/// notification handled by a task `notify` of its own, and waits for them. This is the program that
/// is checked.
///
/// It promises, whatever is stopped wherever:
/// - an idle connection is outside any transaction
/// - an answered payment is in the books, once, and the partner was told
/// - no payment is in the books twice
/// - of the cents that came in, each is pending or settled
/// - if nothing is stopped and nothing fails, everybody is answered
///
/// That everything taken comes back is not said here: the ledger entries of pool and connections
/// say it, and a leak is reported with the place where the thing was taken.
void serve(handler handle, const situation& now);

/// Returns: the program that serves once.
cutpoint::program service(handler handle, situation now = {});

}  // namespace payments
