// At shutdown main stops its tasks one by one, and waits for each before it stops the next. One
// handler is deaf for a while: it heeds no stop before its call is over. So all the others go on as
// if nothing had happened, take new connections, begin new transactions, until it is their turn.

#include "shift.hpp"

#include <utility>

namespace payments {

using cutpoint::await;

void shutdown_held_up::bug(shift& s) {
  std::vector<cutpoint::task_handle<void>> tasks;
  for (duty& d : s.duties()) tasks.push_back(cutpoint::spawn(d.name, std::move(d.body)));
  cutpoint::finally([&] { await(s.done().wait()); },
                    [&] {
                      s.close();
                      for (auto& t : tasks) {
                        t.stop();
                        await(t.join());  // BUG: the next ones have not even been told
                      }
                    });
}

}  // namespace payments
