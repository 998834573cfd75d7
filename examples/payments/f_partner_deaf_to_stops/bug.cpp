// The partner takes 20 s, and must not be cut off in the middle of it: so the whole call stands
// under a shield. A client who hangs up stops nothing. The handler sits there to the end, with a
// connection and an open transaction, and so does everybody who waits for it.

#include "../service/lease.hpp"
#include "../service/rollback_guard.hpp"
#include "handlers.hpp"

namespace payments {

using cutpoint::await;

answer partner_deaf_to_stops::bug(const resources& shared, const notification& paid) {
  const lease books(shared.pool, await(shared.pool.take()));
  const rollback_guard undo(*books);
  await(books->begin());
  await(books->insert(paid));
  {
    const cutpoint::shield whole_call;  // BUG: 20 s long nothing is heard
    await(shared.partner.tell(paid));
  }
  await(books->commit());
  return {paid.payment};
}

}  // namespace payments
