#include <cutpoint/search/run_counts.hpp>

#include <cutpoint/kernel/kernel.hpp>

#include <algorithm>

namespace cutpoint {

run_counts::run_counts(const profile& base) : base_(&base) { begin_job(); }

void run_counts::begin_job() {
  sites_.clear();
  most_.clear();
  now_.clear();
  steps_.clear();
  parents_.clear();
  for (const profiled_task& t : base_->tasks) {
    for (const profiled_use& use : t.uses) {
      const std::uint32_t object = sites_.object_of(sites_.site_of(t.name, use.operation));
      if (object >= most_.size()) most_.resize(object + 1);
      most_[object].resize(steps_.size() + 1);
      most_[object].back() += use.times;
    }
    steps_.push_back(t.steps);
    parents_.push_back(t.parent);
  }
  choices_ = std::max<std::uint64_t>(base_->points, 1);
}

void run_counts::begin_run() {
  for (std::vector<std::uint32_t>& of_object : now_) std::ranges::fill(of_object, 0);
}

std::uint32_t run_counts::note(const task_control& t) {
  const std::uint32_t site = sites_.site_of(t);
  const std::uint32_t object = sites_.object_of(site);
  if (object == site_table::no_object) return site;
  if (object >= now_.size()) now_.resize(object + 1);
  std::vector<std::uint32_t>& of_object = now_[object];
  const auto task = static_cast<std::size_t>(t.id);
  if (task >= of_object.size()) of_object.resize(task + 1);
  ++of_object[task];
  return site;
}

// A choice with a single move is not asked about, so what a task does while it is the only one that
// can go on is known from the baseline only.
//
// Steps follow the last runs, half the way each time: a task that is stopped early or returns early
// is no reason to forget how long it can be. Accesses are kept at their most, because one that
// comes unexpected is held back by whoever counts them.
void run_counts::end_run(const kernel& run) {
  const std::span<task_control* const> tasks = run.tasks();
  for (std::size_t i = 0; i < tasks.size(); ++i) {
    const std::uint32_t parent =
        tasks[i]->parent != nullptr ? static_cast<std::uint32_t>(tasks[i]->parent->id) : 0;
    if (i == steps_.size()) {
      steps_.push_back(tasks[i]->steps);
      parents_.push_back(parent);
    }
    steps_[i] = (steps_[i] + tasks[i]->steps + 1) / 2;
    parents_[i] = parent;
  }
  choices_ = (choices_ + run.choices() + 1) / 2;
  if (most_.size() < now_.size()) most_.resize(now_.size());
  for (std::size_t object = 0; object < now_.size(); ++object) {
    if (most_[object].size() < now_[object].size()) most_[object].resize(now_[object].size());
    for (std::size_t task = 0; task < now_[object].size(); ++task)
      most_[object][task] = std::max(most_[object][task], now_[object][task]);
  }
}

std::span<const std::uint32_t> run_counts::accesses(std::uint32_t object) {
  return object < most_.size() ? std::span<const std::uint32_t>(most_[object])
                               : std::span<const std::uint32_t>();
}

}  // namespace cutpoint
