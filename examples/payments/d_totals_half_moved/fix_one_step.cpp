// Both lines stand together, without a co_await between them.
// A task is only ever stopped where it suspends. What is done between two suspensions is done as a
// whole, or not at all.

#include "../service/lease.hpp"
#include "../service/rollback_guard.hpp"
#include "handlers.hpp"

namespace payments {

cutpoint::task<answer> totals_half_moved::fix_one_step(const resources& shared,
                                                       const notification& paid) {
  connection& taken = co_await shared.pool.take();
  const lease books(shared.pool, taken);
  const rollback_guard undo(*books);
  co_await books->begin();
  co_await books->insert(paid);
  co_await shared.partner.tell(paid);
  co_await books->commit();
  shared.totals.pending -= paid.cents;
  shared.totals.settled += paid.cents;
  co_return answer{paid.payment};
}

}  // namespace payments
