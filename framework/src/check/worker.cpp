#include "worker.hpp"

#include "run_workers.hpp"

namespace cutpoint {

worker_end run_in_worker(shared_state& state, const worker_limits& limits,
                         const std::function<void(const message_sink&)>& work,
                         const message_sink& hear, const std::function<bool()>& goes_on) {
  worker_end result;
  run_workers({&state}, limits,
              {.work = [&](shared_state&, const message_sink& tell) { work(tell); },
               .hear = [&](shared_state&, std::string_view message) { hear(message); },
               .ended =
                   [&](shared_state&, worker_end end) {
                     result = std::move(end);
                     return after_end::leave;
                   },
               .goes_on = goes_on});
  return result;
}

}  // namespace cutpoint
