#include "programs/families.hpp"

#include <cutpoint/fiber.hpp>

#include <chrono>
#include <stdexcept>

namespace cutpoint::programs {
namespace {

using namespace std::chrono_literals;

void refused_payment_is_not_handled() {
  scope payments;
  payments.spawn("pay", [] {
    await(sleep_for(1s, "bank.ask"));
    if (fault("bank.ask")) throw std::runtime_error("the bank refuses");
  });
  await(payments.join());
}

void third_answer_is_unknown() {
  await(yield("server.ask"));
  if (choose(3, "server.answer") == 2) throw std::out_of_range("no such answer");
}

struct lease {
  lease() : connection(acquire("connection")) {}
  ~lease() { release(connection); }
  entry_id connection;
};

void connection_is_released_twice() {
  auto notify = spawn("notify", [] {
    const lease leased;
    try {
      await(sleep_for(1s, "db.commit"));
    } catch (const cancelled&) {
      release(leased.connection);
      throw;
    }
  });
  await(notify.join());
}

void stranger_releases_the_connection() {
  entry_id connection{};
  auto notify = spawn("notify", [&] {
    connection = acquire("connection");
    await(sleep_for(1s, "db.commit"));
    release(connection);
  });
  await(sleep_for(500ms, "janitor.wait"));
  if (fault("janitor.look")) release(connection);
  await(notify.join());
}

}  // namespace

std::vector<named_program> errors() {
  return {
      {"refused_payment_is_not_handled", refused_payment_is_not_handled, {.random_runs = 0}},
      {"third_answer_is_unknown", third_answer_is_unknown, {.random_runs = 0}},
      {"connection_is_released_twice", connection_is_released_twice, {.random_runs = 0}},
      {"stranger_releases_the_connection",
       stranger_releases_the_connection,
       {.modes = {}, .random_runs = 0}},
  };
}

}  // namespace cutpoint::programs
