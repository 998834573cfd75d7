#pragma once

#include <cutpoint/kernel/kernel.hpp>

#include <source_location>
#include <utility>

namespace cutpoint {

/// Keeps watch over a condition while it lives. Made by `always`.
template <class Condition>
class [[nodiscard("it watches while it lives")]] always_guard final : public invariant {
 public:
  /// What `always(...)` makes.
  always_guard(label name, Condition condition, std::source_location where)
      : name_(name), where_(where), condition_(std::move(condition)) {
    this_kernel().watch(*this);
  }
  always_guard(const always_guard&) = delete;
  always_guard& operator=(const always_guard&) = delete;
  // The step in which it goes may be the one that broke it.
  ~always_guard() {
    kernel& run = this_kernel();
    run.check(*this);
    run.unwatch(*this);
  }

  label name() const override { return name_; }                ///< as the finding names it
  site where() const override { return site(name_, where_); }  ///< where it was stated
  bool holds() override { return condition_(); }

 private:
  label name_;
  std::source_location where_;
  Condition condition_;
};

/// Demands that `condition()` is true after every step, as long as the returned guard lives, and
/// when it goes.
/// Declare it behind the state it reads. The condition neither suspends nor throws.
template <class Condition>
always_guard<Condition> always(label name, Condition condition,
                               std::source_location where = std::source_location::current()) {
  return always_guard<Condition>(name, std::move(condition), where);
}

}  // namespace cutpoint
