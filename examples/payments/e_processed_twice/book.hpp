#pragma once

#include "../service/handler.hpp"

namespace payments::processed_twice {

/// Books a payment and tells the partner, as a task of its own. Keeps the promise `booked`: with
/// the error, if there is one.
void book(const resources& shared, const notification& paid, cutpoint::promise<void> booked);

}  // namespace payments::processed_twice
