// The connection is given back on the last line. A stop at any await above it leaves the function
// there, so that line is never run, and the connection is gone for good. No test of answers sees
// it: the client that hung up gets none. The clients after it wait for ever.

#include "../service/rollback_guard.hpp"
#include "handlers.hpp"

namespace payments {

using cutpoint::await;

answer connection_kept::bug(const resources& shared, const notification& paid) {
  connection& books = await(shared.pool.take());
  const rollback_guard undo(books);
  await(books.begin());
  await(books.insert(paid));
  await(shared.partner.tell(paid));
  await(books.commit());
  shared.pool.give_back(books);  // BUG: skipped by whatever leaves earlier
  return {paid.payment};
}

}  // namespace payments
