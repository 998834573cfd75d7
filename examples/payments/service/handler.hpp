#pragma once

#include "notification.hpp"
#include "resources.hpp"

#include <cutpoint/coroutine/task.hpp>

#include <variant>

namespace payments {

/// Handles one notification: books the payment, tells the partner and returns the answer. A client
/// that hangs up is a stop, at any suspension point. Errors: what the handler does not expect; the
/// front desk catches it.
using fiber_handler = answer (*)(const resources& shared, const notification& paid);

/// The same as a coroutine.
using coroutine_handler = cutpoint::task<answer> (*)(const resources& shared,
                                                     const notification& paid);

using handler = std::variant<fiber_handler, coroutine_handler>;

}  // namespace payments
