// The stop has a handler of its own, which throws it on, before the one that catches everything.
// It has to know every way in which a stop comes. A fiber that is dropped is unwound by something
// that has no name, and that ends in `catch (...)`: the drop is swallowed.

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
    } catch (const cutpoint::cancelled&) {
      throw;
    } catch (...) {
      if (tries_left == 0) throw;
    }
  }
}

}  // namespace

answer stop_taken_for_a_failure::fix_rethrow(const resources& shared, const notification& paid) {
  const lease books(shared.pool, await(shared.pool.take()));
  const rollback_guard undo(*books);
  await(books->begin());
  await(books->insert(paid));
  tell(shared, paid);
  await(books->commit());
  return {paid.payment};
}

}  // namespace payments
