// The call is a task in the background, which the service owns and stops when it shuts down.
// The handler waits for it without a shield, so it goes as soon as it is stopped; the call does not
// notice. But a stop that only asks is heard by neither of them.

#include "../service/lease.hpp"
#include "../service/rollback_guard.hpp"
#include "handlers.hpp"

#include <exception>
#include <utility>

namespace payments {
namespace {

using cutpoint::await;

void tell(const resources& shared, const notification& paid, cutpoint::promise<void> told) {
  try {
    await(shared.partner.tell(paid));
    told.set_value();
  } catch (const std::exception&) {
    told.set_error(std::current_exception());
  }
}

}  // namespace

answer partner_deaf_to_stops::fix_background(const resources& shared, const notification& paid) {
  const lease books(shared.pool, await(shared.pool.take()));
  const rollback_guard undo(*books);
  await(books->begin());
  await(books->insert(paid));
  cutpoint::promise<void> told("partner.receipt");
  const cutpoint::future<void> receipt = told.get_future();
  shared.background.spawn("tell", tell, shared, paid, std::move(told));
  await(receipt.get());
  await(books->commit());
  return {paid.payment};
}

}  // namespace payments
