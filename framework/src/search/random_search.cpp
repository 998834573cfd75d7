#include <cutpoint/search/random_search.hpp>

#include <cutpoint/kernel/contract.hpp>
#include <cutpoint/kernel/kernel.hpp>
#include <cutpoint/search/novel_injections.hpp>
#include <cutpoint/search/priority_order.hpp>
#include <cutpoint/search/surw_order.hpp>
#include <cutpoint/search/swarm_injections.hpp>
#include <cutpoint/search/urw_order.hpp>

#include <algorithm>
#include <utility>

namespace cutpoint {
namespace {

// Neighbouring seeds of SplitMix64 give overlapping sequences, so each is mixed first.
seed derived(seed from, std::uint64_t number) {
  return static_cast<seed>(
      random_numbers(static_cast<seed>(static_cast<std::uint64_t>(from) + number)).next());
}

}  // namespace

search_arms make_portfolio() {
  const auto novel = std::make_shared<novel_injections>();
  const auto swarm = std::make_shared<swarm_injections>();
  return {.orders = {std::make_shared<priority_order>(priority_of::site),
                     std::make_shared<urw_order>(), std::make_shared<surw_order>()},
          .injections = {novel, novel, swarm, novel, novel, nullptr}};
}

random_search::random_search(seed from, std::uint64_t runs, const profile& base, search_arms arms)
    : from_(from),
      runs_(runs),
      arms_(std::move(arms)),
      counts_(base),
      draws_(from),
      patience_(8 * base.points + 1'000) {
  CUTPOINT_REQUIRE(!arms_.orders.empty(), "a random search needs an arm that orders tasks");
  if (arms_.injections.empty()) arms_.injections.push_back(nullptr);
}

bool random_search::begin_run(std::uint64_t job) {
  if (job != job_) start(job, 0);
  if (next_ >= runs_of(job)) return false;
  const std::uint64_t run = next_++;
  draws_ = random_numbers(derived(derived(from_, job), run));
  order_ = arms_.orders[run % arms_.orders.size()].get();
  injection_ = arms_.injections[run / arms_.orders.size() % arms_.injections.size()].get();
  counts_.begin_run();
  order_->begin_run(draws_, counts_);
  if (injection_ != nullptr) injection_->begin_run(draws_, counts_);
  return true;
}

void random_search::resume_behind(std::uint64_t job, std::uint64_t run) { start(job, run + 1); }

void random_search::start(std::uint64_t job, std::uint64_t run) {
  job_ = job;
  next_ = run;
  counts_.begin_job();
  for (const auto& injection : arms_.injections)
    if (injection != nullptr) injection->begin_job();
}

std::uint64_t random_search::runs_of(std::uint64_t job) const {
  if (job >= jobs()) return 0;
  return std::min(runs_per_job, runs_ - job * runs_per_job);
}

std::uint32_t random_search::decide(const choice_point& point) {
  if (point.kind() == choice_kind::value) return draws_.below(point.moves());
  if (injection_ != nullptr)
    if (const std::uint32_t move = injection_->inject(point, draws_, counts_); move > 0)
      return move;
  const std::uint32_t tasks = point.tasks();
  if (tasks == 0) return 0;
  // An unfair order may never let the task go on that another one polls for.
  const std::uint32_t move = static_cast<std::uint64_t>(point.number()) < patience_
                                 ? order_->pick(point, draws_, counts_)
                                 : draws_.below(tasks);
  counts_.note(point.task(move));
  return move;
}

void random_search::end_run(const kernel& run, std::span<const finding>) {
  counts_.end_run(run);
  if (injection_ != nullptr) injection_->end_run();
}

}  // namespace cutpoint
