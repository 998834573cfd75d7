// Errors are cleaned up after: whatever throws, the transaction is rolled back. But `cancelled` is
// no std::exception, so a stop passes the handler by, and the connection goes back to the pool with
// the transaction open. The next client books into it, or finds the books locked.

#include "../service/lease.hpp"
#include "handlers.hpp"

#include <exception>

namespace payments {

using cutpoint::await;

answer transaction_left_open::bug(const resources& shared, const notification& paid) {
  const lease books(shared.pool, await(shared.pool.take()));
  await(books->begin());
  try {
    await(books->insert(paid));
    await(shared.partner.tell(paid));
    await(books->commit());
  } catch (const std::exception&) {  // BUG: a stop is no error
    books->roll_back();
    throw;
  }
  return {paid.payment};
}

}  // namespace payments
