#include "service.hpp"

#include "database.hpp"

#include <cutpoint/fiber.hpp>

#include <algorithm>
#include <string>
#include <vector>

namespace payments {
namespace {

/// What the clients sent, and which of them got an answer.
struct clients {
  std::vector<notification> sent = {{.payment = "invoice-17", .cents = 4'200}};
  std::vector<std::string> answered;
};

bool answers_are_true(const clients& all, database& books, const downstream& partner) {
  return std::ranges::all_of(all.answered, [&](const std::string& payment) {
    return books.times_booked(payment) == 1 && partner.knows(payment);
  });
}

bool nothing_is_booked_twice(const clients& all, database& books) {
  return std::ranges::all_of(
      all.sent, [&](const notification& paid) { return books.times_booked(paid.payment) <= 1; });
}

}  // namespace

void serve(handler handle) {
  clients all;
  database books;
  downstream partner;

  // Judged when the pool is gone. A server rolls back what a closed connection left open, so all
  // that the books hold then is committed.
  const auto true_answers =
      cutpoint::at_end("an answered payment is booked once, and the partner was told",
                       [&] { return answers_are_true(all, books, partner); });
  const auto booked_once = cutpoint::at_end("no payment is booked twice",
                                            [&] { return nothing_is_booked_twice(all, books); });
  const auto all_answered = cutpoint::at_end("undisturbed, everybody is answered", [&] {
    return !cutpoint::this_run::undisturbed() || all.answered.size() == all.sent.size();
  });

  connection_pool pool(books, 1);
  const auto clean = cutpoint::always("an idle connection is outside any transaction",
                                      [&] { return pool.idle_ones_are_clean(); });

  cutpoint::scope handlers;
  for (const notification& paid : all.sent)
    handlers.spawn("notify", [&] { all.answered.push_back(handle(pool, partner, paid).payment); });
  cutpoint::await(handlers.join());
}

}  // namespace payments
