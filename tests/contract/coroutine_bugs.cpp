// Programs with a bug, which a search is to find, as coroutines.

#include "contract/coroutine_style.hpp"
#include "contract/ticket_line.hpp"

#include <cutpoint/coroutine.hpp>

#include <stdexcept>
#include <string>

using namespace std::chrono_literals;

namespace cutpoint::contract {

program coroutine_style::leaking() {
  return make_program([]() -> task<void> {
    auto victim = spawn("victim", []() -> task<void> {
      const entry_id connection = acquire("connection");
      co_await sleep_for(1s, "call");
      release(connection);
    });
    co_await victim.join();
  });
}

program coroutine_style::losing_tickets() {
  return make_program([]() -> task<void> {
    ticket_line line;
    const auto waits = [&line]() -> task<void> {
      line.stand_in(this_task::self());
      co_await park("ticket");
      line.hand_out_ticket();
    };
    co_await with_scope([&](scope& all) -> task<void> {
      all.spawn("first", waits);
      all.spawn("second", waits);
      co_await sleep_for(1s, "main.wait");
      line.hand_out_ticket();

      co_await all.join();
    });
  });
}

program coroutine_style::failing_out_of_order() {
  return make_program([]() -> task<void> {
    bool other_ran = false;
    co_await with_scope([&other_ran](scope& all) -> task<void> {
      all.spawn("victim", [&other_ran]() -> task<void> {
        co_await yield("work");
        if (other_ran) throw std::runtime_error("the other came first");
      });
      all.spawn("other", [&other_ran]() -> task<void> {
        co_await yield("other.work");
        other_ran = true;
      });
      co_await all.join();
    });
  });
}

}  // namespace cutpoint::contract
