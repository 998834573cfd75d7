#include "programs/families.hpp"

#include <cutpoint/fiber.hpp>

#include <chrono>

namespace cutpoint::programs {
namespace {

using namespace std::chrono_literals;

// Looks, lets others go first, and then takes.
void account_is_overdrawn() {
  int balance = 100;
  mutex audit("audit.lock");
  const auto solvent = always("the balance is never negative", [&] { return balance >= 0; });
  const auto withdraw = [&] {
    if (balance < 100) return;
    const mutex_guard written = await(audit.lock());
    balance -= 100;
  };
  auto alice = spawn("alice", withdraw);
  auto bob = spawn("bob", withdraw);
  await(alice.join());
  await(bob.join());
}

void transfer_stops_half_way() {
  int from = 100;
  int to = 0;
  const auto kept = at_end("no money is lost", [&] { return from + to == 100; });
  auto transfer = spawn("transfer", [&] {
    from -= 100;
    await(sleep_for(1s, "bank.call"));
    to += 100;
  });
  await(transfer.join());
}

void answer_comes_too_late() {
  bool answered = false;
  bool in_time = true;
  const auto heard = at_end("the client is answered in time", [&] { return in_time; });
  auto server = spawn("server", [&] {
    for (int i = 0; i < 3; ++i) await(sleep_for(250ms, "server.work"));
    answered = true;
  });
  await(sleep_for(1s, "client.patience"));
  in_time = answered;
}

}  // namespace

std::vector<named_program> invariants() {
  return {
      {"account_is_overdrawn", account_is_overdrawn, {.random_runs = 200}},
      {"transfer_stops_half_way",
       transfer_stops_half_way,
       {.modes = {stop_mode::level, stop_mode::drop}, .random_runs = 0}},
      {"answer_comes_too_late",
       answer_comes_too_late,
       {.order = task_order::fifo, .random_runs = 50}},
  };
}

}  // namespace cutpoint::programs
