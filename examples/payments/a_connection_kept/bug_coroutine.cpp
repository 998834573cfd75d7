// The same bug as a coroutine, where each place at which it may happen says co_await.
// The connection is given back on the last line, which a stop at any co_await above it skips; and
// where the frame is destroyed instead, nothing of it is run but destructors.

#include "../service/rollback_guard.hpp"
#include "handlers.hpp"

namespace payments {

cutpoint::task<answer> connection_kept::bug_coroutine(const resources& shared,
                                                      const notification& paid) {
  connection& books = co_await shared.pool.take();
  const rollback_guard undo(books);
  co_await books.begin();
  co_await books.insert(paid);
  co_await shared.partner.tell(paid);
  co_await books.commit();
  shared.pool.give_back(books);  // BUG: skipped by whatever leaves earlier
  co_return answer{paid.payment};
}

}  // namespace payments
