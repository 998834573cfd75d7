#pragma once

#include <cutpoint/kernel/kernel.hpp>

#include <source_location>
#include <utility>

namespace cutpoint {

/// Judges a condition when it goes. Made by `at_end`.
template <class Condition>
class [[nodiscard("it judges when it goes")]] at_end_guard {
 public:
  /// What `at_end(...)` makes.
  at_end_guard(label name, Condition condition, std::source_location where)
      : name_(name), where_(where), condition_(std::move(condition)) {}
  at_end_guard(const at_end_guard&) = delete;
  at_end_guard& operator=(const at_end_guard&) = delete;
  ~at_end_guard() {
    kernel& run = this_kernel();
    if (run.finishing() || condition_()) return;
    run.violate(oracle::invariant, name_, "does not hold at the end", site(name_, where_));
  }

 private:
  label name_;
  std::source_location where_;
  Condition condition_;
};

/// Demands that `condition()` is true when the block it stands in is left, by whatever way, unless
/// the run was given up. Declare it behind the state it reads and before the tasks that change it:
/// these have then ended. The condition neither suspends nor throws.
template <class Condition>
at_end_guard<Condition> at_end(label name, Condition condition,
                               std::source_location where = std::source_location::current()) {
  return at_end_guard<Condition>(name, std::move(condition), where);
}

}  // namespace cutpoint
