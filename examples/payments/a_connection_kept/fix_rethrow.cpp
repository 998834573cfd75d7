// A handler for everything gives the connection back and throws on.
// `catch (...)`, and not `catch (const std::exception&)`: a stop is no std::exception. The stack of
// a fiber that is dropped is unwound like by an exception, so this survives even that.

#include "../service/rollback_guard.hpp"
#include "handlers.hpp"

namespace payments {

using cutpoint::await;

answer connection_kept::fix_rethrow(const resources& shared, const notification& paid) {
  connection& books = await(shared.pool.take());
  try {
    const rollback_guard undo(books);
    await(books.begin());
    await(books.insert(paid));
    await(shared.partner.tell(paid));
    await(books.commit());
  } catch (...) {
    shared.pool.give_back(books);
    throw;
  }
  shared.pool.give_back(books);
  return {paid.payment};
}

}  // namespace payments
