// A shield keeps stops off until the totals are right again.
// A stop that comes meanwhile takes effect at the first co_await after it. A drop does not wait:
// no frame can refuse to be destroyed.

#include "../service/lease.hpp"
#include "../service/rollback_guard.hpp"
#include "handlers.hpp"

namespace payments {

cutpoint::task<answer> totals_half_moved::fix_shield(const resources& shared,
                                                     const notification& paid) {
  connection& taken = co_await shared.pool.take();
  const lease books(shared.pool, taken);
  const rollback_guard undo(*books);
  co_await books->begin();
  co_await books->insert(paid);
  co_await shared.partner.tell(paid);
  {
    const cutpoint::shield until_totals_are_right;
    shared.totals.pending -= paid.cents;
    co_await books->commit();
    shared.totals.settled += paid.cents;
  }
  co_return answer{paid.payment};
}

}  // namespace payments
