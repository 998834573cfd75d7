// The same handler in a coroutine.
// It is as good as long as stops come as exceptions. A coroutine that is dropped is not unwound:
// its frame is destroyed, destructors run and handlers do not. Then the connection is kept again.

#include "../service/rollback_guard.hpp"
#include "handlers.hpp"

namespace payments {

cutpoint::task<answer> connection_kept::fix_rethrow_coroutine(const resources& shared,
                                                              const notification& paid) {
  connection& books = co_await shared.pool.take();
  try {
    const rollback_guard undo(books);
    co_await books.begin();
    co_await books.insert(paid);
    co_await shared.partner.tell(paid);
    co_await books.commit();
  } catch (...) {
    shared.pool.give_back(books);
    throw;
  }
  shared.pool.give_back(books);
  co_return answer{paid.payment};
}

}  // namespace payments
