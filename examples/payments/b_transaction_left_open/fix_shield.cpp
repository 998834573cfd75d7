// The same cleanup under a shield: `finally` makes it run however the body ended.
// No stop that is thrown reaches the wait in it, be it the second or a level one. A drop asks
// nobody: the frame is destroyed, and the cleanup with it.

#include "../service/lease.hpp"
#include "handlers.hpp"

namespace payments {

using cutpoint::await;

answer transaction_left_open::fix_shield(const resources& shared, const notification& paid) {
  const lease books(shared.pool, await(shared.pool.take()));
  cutpoint::finally(
      [&] {
        await(books->begin());
        await(books->insert(paid));
        await(shared.partner.tell(paid));
        await(books->commit());
      },
      [&] {
        if (!books->in_transaction()) return;
        await(books->drain());
        books->roll_back();
      });
  return {paid.payment};
}

}  // namespace payments
