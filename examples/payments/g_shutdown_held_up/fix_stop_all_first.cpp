// At shutdown everybody is stopped first, and waited for afterwards.
// Who can leave at once does; the shutdown as a whole takes as long as the slowest, and not as long
// as all of them together. Where main is dropped, the handles drop what they own.

#include "shift.hpp"

#include <utility>

namespace payments {

using cutpoint::await;

void shutdown_held_up::fix_stop_all_first(shift& s) {
  std::vector<cutpoint::task_handle<void>> tasks;
  for (duty& d : s.duties()) tasks.push_back(cutpoint::spawn(d.name, std::move(d.body)));
  cutpoint::finally([&] { await(s.done().wait()); },
                    [&] {
                      s.close();
                      for (auto& t : tasks) t.stop();
                      for (auto& t : tasks) await(t.join());
                    });
}

}  // namespace payments
