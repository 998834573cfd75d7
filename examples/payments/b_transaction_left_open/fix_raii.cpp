// The transaction has an owner whose destructor rolls it back.
// That works because nobody has to wait for the reply to a rollback: it is sent, and the server
// executes it before whatever the next client sends.

#include "../service/lease.hpp"
#include "../service/rollback_guard.hpp"
#include "handlers.hpp"

namespace payments {

using cutpoint::await;

answer transaction_left_open::fix_raii(const resources& shared, const notification& paid) {
  const lease books(shared.pool, await(shared.pool.take()));
  const rollback_guard undo(*books);
  await(books->begin());
  await(books->insert(paid));
  await(shared.partner.tell(paid));
  await(books->commit());
  return {paid.payment};
}

}  // namespace payments
