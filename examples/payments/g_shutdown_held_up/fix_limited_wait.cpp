// Still one by one, but main waits for nobody longer than 300 ms before it stops the next.
// Then the others are told in time, as a rule. The race is still there: the deaf one may be through
// within the 300 ms, and somebody who was not told yet goes on in its place.

#include "shift.hpp"

#include <exception>
#include <utility>

namespace payments {
namespace {

using cutpoint::await;
using namespace std::chrono_literals;

void wait_a_moment(cutpoint::task_handle<void>& t) {
  try {
    await(cutpoint::timeout(300ms, [&] { await(t.join()); }, "farewell"));
  } catch (const std::exception&) {
    // The time is up, or the wait itself was stopped. The handle waits in the end.
  }
}

}  // namespace

void shutdown_held_up::fix_limited_wait(shift& s) {
  std::vector<cutpoint::task_handle<void>> tasks;
  for (duty& d : s.duties()) tasks.push_back(cutpoint::spawn(d.name, std::move(d.body)));
  cutpoint::finally([&] { await(s.done().wait()); },
                    [&] {
                      s.close();
                      for (auto& t : tasks) {
                        t.stop();
                        wait_a_moment(t);
                      }
                    });
}

}  // namespace payments
