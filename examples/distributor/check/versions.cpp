#include "versions.hpp"

#include "../bugs.hpp"
#include "day.hpp"

#include <chrono>
#include <utility>

namespace distributor {
namespace {

using namespace cutpoint;

finding_identity found(oracle by, std::string subject, std::string task = "") {
  return {.by = by, .subject = std::move(subject), .task = std::move(task)};
}

design with_swallowing_managers() {
  design d;
  d.queue_manager = stop_swallowed::manage_queue;
  d.results_manager = stop_swallowed::manage_results;
  return d;
}

design with_forgetful_manager() {
  design d;
  d.queue_manager = item_lost::manage_queue;
  return d;
}

design with_sleepy_listener() {
  design d;
  d.shutting = listener_never_wakes::shut;
  return d;
}

design with_quiet_worker() {
  design d;
  d.worker = exception_hidden::work;
  return d;
}

design with_worker_left_behind() {
  design d;
  d.hiring = worker_not_awaited::hire;
  return d;
}

}  // namespace

std::vector<version> all_versions() {
  return {
      {.name = "a_stop_swallowed",
       .title = "managers that swallow the stop",
       .program = a_day(with_swallowing_managers()),
       .finds = found(oracle::deadlock, "handler", "main")},
      {.name = "b_item_lost",
       .title = "an item taken from the queue and lost",
       .program = a_day(with_forgetful_manager()),
       .finds = found(oracle::invariant, "when the service has ended, it holds no job")},
      {.name = "c_listener_never_wakes",
       .title = "a listener that never wakes",
       .program = a_day(with_sleepy_listener()),
       .finds = found(oracle::deadlock, "steady_timer.async_wait", "main")},
      {.name = "d_exception_hidden",
       .title = "a wrapper that hides a worker's exception",
       .program = a_day(with_quiet_worker()),
       .finds = found(oracle::invariant, "a worker's failure is reported")},
      {.name = "e_worker_not_awaited",
       .title = "a worker started but not awaited at the exit",
       .program = a_day(with_worker_left_behind()),
       .finds = found(oracle::invariant, "when the service has ended, it holds no job"),
       .faults = 0},
      {.name = "fixed", .title = "the service as it should be", .program = a_day()},
  };
}

options options_of(const version& v) {
  options wanted;
  wanted.name = "distributor." + v.name;
  wanted.modes = {stop_mode::request};
  wanted.faults = v.faults;
  // A stop of the service itself is a Ctrl-C, which it obeys by its own promise.
  wanted.patience = {.suspensions = 1'000, .polls = 1'000, .waiting = std::chrono::minutes(1)};
  // A day takes a tenth of these.
  wanted.steps_per_run = 5'000;
  wanted.depth_runs = 20'000;
  // What is found later is mostly the same bug again.
  wanted.max_findings = 1;
  // The search is what is to be seen, each time.
  wanted.stored = stored_traces::left_alone;
  return wanted;
}

std::string complaint_about(const version& v, const report& r) {
  if (!v.finds) {
    if (r.result == verdict::clean) return {};
    return "expected no finding; came: " + format_text(r);
  }
  if (!r.findings.empty() && r.findings.front().what.identity == *v.finds) return {};
  return "expected the finding " + std::string(name_of(v.finds->by)) + ": " + v.finds->subject +
         "; came: " + format_text(r);
}

}  // namespace distributor
