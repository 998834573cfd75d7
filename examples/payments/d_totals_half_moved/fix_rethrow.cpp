// A handler for everything puts the cents back and throws on.
// It runs for every stop that is an exception. A frame that is destroyed where it stands runs no
// handler, and the cents are gone again.

#include "../service/lease.hpp"
#include "../service/rollback_guard.hpp"
#include "handlers.hpp"

namespace payments {

cutpoint::task<answer> totals_half_moved::fix_rethrow(const resources& shared,
                                                      const notification& paid) {
  connection& taken = co_await shared.pool.take();
  const lease books(shared.pool, taken);
  const rollback_guard undo(*books);
  co_await books->begin();
  co_await books->insert(paid);
  co_await shared.partner.tell(paid);
  shared.totals.pending -= paid.cents;
  try {
    co_await books->commit();
  } catch (...) {
    shared.totals.pending += paid.cents;
    throw;
  }
  shared.totals.settled += paid.cents;
  co_return answer{paid.payment};
}

}  // namespace payments
