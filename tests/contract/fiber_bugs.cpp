// Programs with a bug, which a search is to find.

#include "contract/fiber_style.hpp"
#include "contract/ticket_line.hpp"

#include <cutpoint/fiber.hpp>

#include <stdexcept>
#include <string>

using namespace std::chrono_literals;

namespace cutpoint::contract {

program fiber_style::leaking() {
  return make_program([] {
    auto victim = spawn("victim", [] {
      const entry_id connection = acquire("connection");
      await(sleep_for(1s, "call"));
      release(connection);
    });
    await(victim.join());
  });
}

program fiber_style::losing_tickets() {
  return make_program([] {
    ticket_line line;
    const auto waits = [&line] {
      line.stand_in(this_task::self());
      await(park("ticket"));
      line.hand_out_ticket();
    };
    scope all;
    all.spawn("first", waits);
    all.spawn("second", waits);
    await(sleep_for(1s, "main.wait"));
    line.hand_out_ticket();

    await(all.join());
  });
}

program fiber_style::failing_out_of_order() {
  return make_program([] {
    bool other_ran = false;
    scope all;
    all.spawn("victim", [&other_ran] {
      await(yield("work"));
      if (other_ran) throw std::runtime_error("the other came first");
    });
    all.spawn("other", [&other_ran] {
      await(yield("other.work"));
      other_ran = true;
    });
    await(all.join());
  });
}

}  // namespace cutpoint::contract
