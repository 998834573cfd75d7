// A handler for everything rolls back, once the server is done with what it was sent.
// That wait is a suspension like any other. A second stop reaches it, or one that comes while an
// error is being cleaned up after; a level stop throws there at once; a dropped frame cannot wait.

#include "../service/lease.hpp"
#include "handlers.hpp"

namespace payments {

using cutpoint::await;

answer transaction_left_open::fix_rethrow(const resources& shared, const notification& paid) {
  const lease books(shared.pool, await(shared.pool.take()));
  await(books->begin());
  try {
    await(books->insert(paid));
    await(shared.partner.tell(paid));
    await(books->commit());
  } catch (...) {
    await(books->drain());
    if (books->in_transaction()) books->roll_back();
    throw;
  }
  return {paid.payment};
}

}  // namespace payments
