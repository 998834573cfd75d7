// The payment moves from one of the day's totals to the other, in two lines with a co_await between
// them. A stop there leaves it in neither: the cents are gone from the front page until midnight.
// Within one thread no lock seems to be needed; but each co_await is a place to be stopped at.

#include "../service/lease.hpp"
#include "../service/rollback_guard.hpp"
#include "handlers.hpp"

namespace payments {

cutpoint::task<answer> totals_half_moved::bug(const resources& shared, const notification& paid) {
  connection& taken = co_await shared.pool.take();
  const lease books(shared.pool, taken);
  const rollback_guard undo(*books);
  co_await books->begin();
  co_await books->insert(paid);
  co_await shared.partner.tell(paid);
  shared.totals.pending -= paid.cents;
  co_await books->commit();  // BUG: the cents are nowhere
  shared.totals.settled += paid.cents;
  co_return answer{paid.payment};
}

}  // namespace payments
