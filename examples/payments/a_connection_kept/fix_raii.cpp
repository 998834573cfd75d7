// The connection has an owner whose destructor gives it back.
// Whatever way the function is left, destructors run, in reverse: first the transaction goes, then
// the connection. They do not suspend, so no stop can come in between.

#include "../service/lease.hpp"
#include "../service/rollback_guard.hpp"
#include "handlers.hpp"

namespace payments {

using cutpoint::await;

answer connection_kept::fix_raii(const resources& shared, const notification& paid) {
  const lease books(shared.pool, await(shared.pool.take()));
  const rollback_guard undo(*books);
  await(books->begin());
  await(books->insert(paid));
  await(shared.partner.tell(paid));
  await(books->commit());
  return {paid.payment};
}

}  // namespace payments
