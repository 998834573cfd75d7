#include "book.hpp"

#include "../service/lease.hpp"
#include "../service/rollback_guard.hpp"

#include <exception>
#include <utility>

namespace payments {
namespace {

using cutpoint::await;

void tell_and_book(const resources& shared, const notification& paid) {
  const lease books(shared.pool, await(shared.pool.take()));
  const rollback_guard undo(*books);
  await(books->begin());
  await(books->insert(paid));
  await(shared.partner.tell(paid));
  auto reply = books->commit();
  // In the step in which the commit is sent: a stop ends the wait for the reply, not the commit.
  shared.processed.insert(paid.payment);
  await(reply);
}

}  // namespace

void processed_twice::book(const resources& shared, const notification& paid,
                           cutpoint::promise<void> booked) {
  try {
    tell_and_book(shared, paid);
    booked.set_value();
  } catch (const std::exception&) {
    booked.set_error(std::current_exception());
  }
}

}  // namespace payments
