#include "shift.hpp"

#include "../service/lease.hpp"
#include "../service/pool_monitor.hpp"
#include "../service/rollback_guard.hpp"

#include <cutpoint/fiber.hpp>

#include <memory>
#include <utility>

namespace payments::shutdown_held_up {
namespace {

using cutpoint::await;

const notification first_paid{.payment = "invoice-17", .cents = 4'200};
const notification second_paid{.payment = "invoice-18", .cents = 1'500};

void tell_partner(connection_pool& pool, downstream& partner) {
  const lease books(pool, await(pool.take()));
  // The partner's library cannot be interrupted. For so long that is bearable: a task is held to
  // ignore a stop after five seconds.
  const cutpoint::shield whole_call;
  try {
    await(partner.tell(first_paid));
  } catch (const downstream_error&) {
    // The client is refused.
  }
}

// Calls `left` when the task that owns it has ended, or will never begin.
template <class Left>
class presence {
 public:
  explicit presence(Left left) : left_(std::move(left)) {}
  presence(const presence&) = delete;
  presence& operator=(const presence&) = delete;
  ~presence() { left_(); }

 private:
  Left left_;
};

template <class Body, class Left>
std::function<void()> with_presence(Body body, Left left) {
  return [body, present = std::make_shared<presence<Left>>(left)] { body(); };
}

}  // namespace

shift::shift() : partner_(std::chrono::milliseconds(2'500)), pool_(books_, 1) {}

std::vector<duty> shift::duties() {
  const auto leave = [this] { handler_left(); };
  return {{"notify", with_presence([this] { tell_partner(pool_, partner_); }, leave)},
          {"notify", with_presence([this] { book(); }, leave)},
          {"monitor", [this] { monitor(pool_); }}};
}

void shift::book() {
  const lease books(pool_, await(pool_.take()));
  const rollback_guard undo(*books);
  await(books->begin());
  begun_while_closing_ = begun_while_closing_ || closing_;
  await(books->insert(second_paid));
  await(books->commit());
}

void shift::handler_left() noexcept {
  if (--handlers_ == 0) done_.set();
}

cutpoint::program shift_run_by(void (*run)(shift& s)) {
  return cutpoint::make_program([run] {
    shift s;
    const auto on_time = cutpoint::at_end("no transaction is begun while the service closes",
                                          [&] { return s.closed_in_time(); });
    run(s);
  });
}

}  // namespace payments::shutdown_held_up
