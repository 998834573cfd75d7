#pragma once

namespace cutpoint {

/// Thrown at a suspension point by an `edge` or `level` stop.
///
/// It does not derive from `std::exception`, so that `catch (const std::exception&)` does not take
/// a stop for an error. Code that catches it rethrows it, or says that it handled the stop for good
/// by `this_task::acknowledge_stop()`.
class cancelled {};

}  // namespace cutpoint
