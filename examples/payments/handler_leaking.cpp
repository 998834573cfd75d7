#include "handler.hpp"

namespace payments {

using cutpoint::await;

// BUG: a stop at any await from db.begin to db.commit leaves the function there, and the lines
// below it are never run. The connection is gone for good; up to the commit, its transaction keeps
// the books locked.
answer handle_leaking(connection_pool& pool, downstream& partner, const notification& paid) {
  connection& books = await(pool.take());
  await(books.begin());
  await(books.insert(paid));
  await(partner.tell(paid));
  await(books.commit());
  pool.give_back(books);
  return {paid.payment};
}

}  // namespace payments
