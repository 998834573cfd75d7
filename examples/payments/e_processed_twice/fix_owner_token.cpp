// The lock belongs to the work: its token goes into the background together with it.
// Whoever asked for the work may go; the token comes back when the work has ended, and by whatever
// way it ends.

#include "book.hpp"
#include "handlers.hpp"

#include <utility>

namespace payments {
namespace {

using cutpoint::await;

// `mine` is gone when the task has ended, or if it never begins.
void book_locked(const resources& shared, const notification& paid, cutpoint::promise<void> booked,
                 const lock_token& /*mine*/) {
  processed_twice::book(shared, paid, std::move(booked));
}

}  // namespace

answer processed_twice::fix_owner_token(const resources& shared, const notification& paid) {
  lock_token mine = await(shared.locks.lock(paid.payment));
  if (!shared.processed.contains(paid.payment)) {
    cutpoint::promise<void> booked("booking.done");
    const cutpoint::future<void> done = booked.get_future();
    shared.background.spawn("book", book_locked, shared, paid, std::move(booked), std::move(mine));
    await(done.get());
  }
  return {paid.payment};
}

}  // namespace payments
