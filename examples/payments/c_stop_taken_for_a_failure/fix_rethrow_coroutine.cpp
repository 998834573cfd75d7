// The same handlers in coroutines, where they do survive a drop.
// A coroutine is dropped by destroying its frame: no handler runs, not even `catch (...)`. What is
// weak in a fiber is sound here, and with cleanup in handlers it is the other way round.

#include "../service/lease.hpp"
#include "../service/rollback_guard.hpp"
#include "handlers.hpp"

namespace payments {
namespace {

cutpoint::task<void> tell(const resources& shared, const notification& paid) {
  for (int tries_left = 2;; --tries_left) {
    try {
      co_await shared.partner.tell(paid);
      co_return;
    } catch (const cutpoint::cancelled&) {
      throw;
    } catch (...) {
      if (tries_left == 0) throw;
    }
  }
}

}  // namespace

cutpoint::task<answer> stop_taken_for_a_failure::fix_rethrow_coroutine(const resources& shared,
                                                                       const notification& paid) {
  connection& taken = co_await shared.pool.take();
  const lease books(shared.pool, taken);
  const rollback_guard undo(*books);
  co_await books->begin();
  co_await books->insert(paid);
  co_await tell(shared, paid);
  co_await books->commit();
  co_return answer{paid.payment};
}

}  // namespace payments
