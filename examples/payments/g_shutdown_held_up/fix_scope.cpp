// One scope owns all tasks, and main just leaves it.
// The destructor of a scope does what the other fix does by hand: it stops all that are left, and
// then waits for them; where main is dropped, it drops them.

#include "shift.hpp"

#include <utility>

namespace payments {

using cutpoint::await;

void shutdown_held_up::fix_scope(shift& s) {
  cutpoint::scope tasks;
  for (duty& d : s.duties()) tasks.spawn(d.name, std::move(d.body));
  cutpoint::finally([&] { await(s.done().wait()); }, [&] { s.close(); });
}

}  // namespace payments
