#include "service.hpp"

#include "database.hpp"
#include "front_desk.hpp"
#include "pool_monitor.hpp"

#include <cutpoint/fiber.hpp>

#include <algorithm>
#include <numeric>
#include <optional>
#include <string>
#include <utility>

namespace payments {
namespace {

bool answers_are_true(const front_desk& desk, database& books, const downstream& partner) {
  return std::ranges::all_of(desk.answered(), [&](const std::string& payment) {
    return books.times_booked(payment) == 1 && partner.knows(payment);
  });
}

bool nothing_is_booked_twice(const situation& now, database& books) {
  return std::ranges::all_of(
      now.sent, [&](const notification& paid) { return books.times_booked(paid.payment) <= 1; });
}

std::int64_t cents_of(const situation& now) {
  return std::transform_reduce(now.sent.begin(), now.sent.end(), std::int64_t{0}, std::plus{},
                               [](const notification& paid) { return paid.cents; });
}

}  // namespace

void serve(handler handle, const situation& now) {
  front_desk desk(handle, now.time_limit);
  database books;
  downstream partner(now.partner_takes);
  daily_totals totals{.pending = cents_of(now)};

  // Judged when the pool is gone. A server rolls back what a closed connection left open, so all
  // that the books hold then is committed.
  const auto true_answers =
      cutpoint::at_end("an answered payment is booked once, and the partner was told",
                       [&] { return answers_are_true(desk, books, partner); });
  const auto booked_once = cutpoint::at_end("no payment is booked twice",
                                            [&] { return nothing_is_booked_twice(now, books); });
  const auto none_lost = cutpoint::at_end("each cent is pending or settled", [&] {
    return totals.pending + totals.settled == cents_of(now);
  });
  const auto all_answered = cutpoint::at_end("undisturbed, everybody is answered", [&] {
    return !cutpoint::this_run::undisturbed() || desk.answered().size() == now.sent.size();
  });

  connection_pool pool(books, now.connections);
  const auto clean = cutpoint::always("an idle connection is outside any transaction",
                                      [&] { return pool.idle_ones_are_clean(); });

  payment_locks locks;
  std::set<std::string> processed;
  cutpoint::scope background;
  const resources shared{pool, partner, totals, locks, processed, background};

  std::optional<cutpoint::task_handle<void>> monitored;
  if (now.pool_is_monitored == monitoring::on)
    monitored = cutpoint::spawn("monitor", monitor, std::ref(pool));
  cutpoint::scope handlers;
  for (const notification& paid : now.sent) desk.receive(handlers, shared, paid);
  cutpoint::await(handlers.join());
  if (background.alive() > 0) cutpoint::await(background.join());
}

cutpoint::program service(handler handle, situation now) {
  return cutpoint::make_program([handle, now = std::move(now)] { serve(handle, now); });
}

}  // namespace payments
