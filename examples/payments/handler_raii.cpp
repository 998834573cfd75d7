#include "handler.hpp"
#include "lease.hpp"
#include "rollback_guard.hpp"

namespace payments {

using cutpoint::await;

// Whatever way the function is left, destructors clean up, in reverse: first the transaction, then
// the connection. They do not suspend, so no stop can come in between.
answer handle_raii(connection_pool& pool, downstream& partner, const notification& paid) {
  const lease books(pool, await(pool.take()));
  const rollback_guard undo(*books);
  await(books->begin());
  await(books->insert(paid));
  await(partner.tell(paid));
  await(books->commit());
  return {paid.payment};
}

}  // namespace payments
