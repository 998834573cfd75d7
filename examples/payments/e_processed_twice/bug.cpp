// The client sends a notification twice, so whoever processes it locks the payment. The work is a
// task in the background, which a hang-up does not disturb. But the lock belongs to the handler: it
// goes with the client who hangs up, while the work goes on, and the repeat finds the door open.

#include "book.hpp"
#include "handlers.hpp"

#include <utility>

namespace payments {

using cutpoint::await;

answer processed_twice::bug(const resources& shared, const notification& paid) {
  const lock_token mine = await(shared.locks.lock(paid.payment));
  if (!shared.processed.contains(paid.payment)) {
    cutpoint::promise<void> booked("booking.done");
    const cutpoint::future<void> done = booked.get_future();
    shared.background.spawn("book", book, shared, paid, std::move(booked));
    await(done.get());  // BUG: a stop here gives the lock back, and the work goes on
  }
  return {paid.payment};
}

}  // namespace payments
