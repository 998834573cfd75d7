#include "programs/run_once.hpp"

#include <cutpoint/kernel/kernel.hpp>

#include <utility>

namespace cutpoint::programs {
namespace {

class line_keeper final : public observer {
 public:
  explicit line_keeper(std::vector<std::string>& lines) : lines_(lines) {}
  void record(event_record e) override { lines_.push_back(log_line(e)); }

 private:
  std::vector<std::string>& lines_;
};

}  // namespace

run_record run_once(const program& made, decider& decides, const run_bounds& bounds,
                    oracle_set off) {
  run_record result;
  line_keeper keeper(result.log);
  std::vector<taken_choice> taken(10'000);
  std::size_t taken_count = 0;
  kernel run;
  run.begin({.decides = decides,
             .bounds = bounds,
             .log = choice_log(taken_count, taken),
             .observes = &keeper,
             .counting = ordinals::kept});
  made.start(run);
  run.loop();
  result.found = judge(run, off);
  result.deviations = run.deviations();
  result.end = run.end();
  result.steps = run.steps();
  result.choices = run.choices();
  run.finish_run();
  return result;
}

stop_at::stop_at(std::string task, std::string operation, stop_mode mode)
    : task_(std::move(task)), operation_(std::move(operation)), mode_(mode) {}

std::uint32_t stop_at::decide(const choice_point& point) {
  if (delivered_) return 0;
  for (std::uint32_t move = point.picks(); move < point.moves(); ++move) {
    const deviation offered = point.describe(move);
    if (offered.address.kind != deviation_kind::stop || offered.mode != mode_) continue;
    if (offered.address.task != task_ || offered.address.operation != operation_) continue;
    delivered_ = true;
    return move;
  }
  return 0;
}

}  // namespace cutpoint::programs
