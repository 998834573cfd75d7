// Caught is what the partner may throw, and nothing else.
// A stop passes, however it comes: neither `cancelled` nor the unwinding of a dropped fiber is a
// `downstream_error`.

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
    } catch (const downstream_error&) {
      if (tries_left == 0) throw;
    }
  }
}

}  // namespace

answer stop_taken_for_a_failure::fix_catch_failures(const resources& shared,
                                                    const notification& paid) {
  const lease books(shared.pool, await(shared.pool.take()));
  const rollback_guard undo(*books);
  await(books->begin());
  await(books->insert(paid));
  tell(shared, paid);
  await(books->commit());
  return {paid.payment};
}

}  // namespace payments
