// The connection has an owner in the coroutine's frame.
// An exception that leaves the coroutine destroys what the frame holds, and so does whoever
// destroys the frame where it stands: this one survives every stop there is.

#include "../service/lease.hpp"
#include "../service/rollback_guard.hpp"
#include "handlers.hpp"

namespace payments {

cutpoint::task<answer> connection_kept::fix_raii_coroutine(const resources& shared,
                                                           const notification& paid) {
  connection& taken = co_await shared.pool.take();
  const lease books(shared.pool, taken);
  const rollback_guard undo(*books);
  co_await books->begin();
  co_await books->insert(paid);
  co_await shared.partner.tell(paid);
  co_await books->commit();
  co_return answer{paid.payment};
}

}  // namespace payments
