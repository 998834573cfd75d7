// The handler keeps the lock, and does not go before the work has ended.
// So a client who hangs up waits a little longer, under a shield. A handler that is dropped waits
// for nothing: it goes, the lock with it, and the work goes on.

#include "book.hpp"
#include "handlers.hpp"

#include <exception>
#include <utility>

namespace payments {
namespace {

using cutpoint::await;

// Its error has been told already, or there is nobody left to tell.
void wait_for_end(const cutpoint::future<void>& work) {
  try {
    if (!work.settled()) await(work.get());
  } catch (const std::exception&) {
  }
}

}  // namespace

answer processed_twice::fix_wait(const resources& shared, const notification& paid) {
  const lock_token mine = await(shared.locks.lock(paid.payment));
  if (!shared.processed.contains(paid.payment)) {
    cutpoint::promise<void> booked("booking.done");
    const cutpoint::future<void> done = booked.get_future();
    shared.background.spawn("book", book, shared, paid, std::move(booked));
    cutpoint::finally([&] { await(done.get()); }, [&] { wait_for_end(done); });
  }
  return {paid.payment};
}

}  // namespace payments
