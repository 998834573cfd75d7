// The partner is out of order now and then, so it is told up to three times. But the handler for
// its failures catches everything, the stop as well: it takes that for one more failure, tells the
// partner again and goes on, for a client who has long hung up, and whoever stopped it waits.

#include "../service/lease.hpp"
#include "../service/rollback_guard.hpp"
#include "handlers.hpp"

namespace payments {
namespace {

using cutpoint::await;

void tell(const resources& shared, const notification& paid) {
  for (int tries_left = 2;; --tries_left) {
    try {
      await(shared.partner.tell(paid));
      return;
    } catch (...) {  // BUG: a stop is no failure
      if (tries_left == 0) throw;
    }
  }
}

}  // namespace

answer stop_taken_for_a_failure::bug(const resources& shared, const notification& paid) {
  const lease books(shared.pool, await(shared.pool.take()));
  const rollback_guard undo(*books);
  await(books->begin());
  await(books->insert(paid));
  tell(shared, paid);
  await(books->commit());
  return {paid.payment};
}

}  // namespace payments
