#pragma once

#include <cutpoint/rapidcheck/history.hpp>
#include <cutpoint/rapidcheck/visited_configurations.hpp>

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace cutpoint::rapidcheck {

/// Which of the operations that wait at the end of a history the model must not let go on.
enum class waiting_rule : std::uint8_t {
  none_may_go_on,     ///< not one
  one_may_not_go_on,  ///< some one of them: it may stand in front and hold up the others
  not_asked,          ///< it may let all of them go on
};

/// The outcome of the search for an order in which the operations of a history took effect.
struct linearization {
  bool found = false;  ///< whether there is such an order
  /// The numbers of the operations in that order, those without an effect left out. Where none was
  /// found: the longest beginning of one.
  std::vector<std::uint32_t> order;
  /// How many configurations the search has come to.
  std::uint64_t configurations = 0;
};

/// Decides whether a history is linearizable with respect to a sequential model. Made by
/// `linearize`.
///
/// Source: Wing and Gong, "Testing and verifying concurrent objects", JPDC 1993; Lowe, "Testing for
/// linearizability", CCPE 2017; with the memory of configurations as in Horn and Kroening, "Faster
/// linearizability checking via P-compositionality", FORTE 2015. It departs from them in this: how
/// far each task is stands for the set of operations that took effect, since the operations of a
/// task do not overlap; an operation that a stop ended, or that is pending, may also be gone past
/// without an effect; and an operation that waits for ever must not be enabled at the end.
template <class State, class Apply, class AtEnd>
class linearizer {
 public:
  /// Lifetime: everything that is referred to outlives this.
  linearizer(std::span<const operation> history, waiting_rule rule, Apply& apply, AtEnd& at_end)
      : history_(history), rule_(rule), apply_(&apply), at_end_(&at_end), front_(history) {}

  /// Looks for an order from the model state `initial` on.
  linearization search(const State& initial) {
    linearization result;
    result.found = extend(initial);
    result.order = result.found ? std::move(order_) : std::move(longest_);
    result.configurations = visited_.size();
    return result;
  }

 private:
  bool extend(const State& now) {
    if (front_.at_end()) {
      keep_longest();
      return leaves_waiting_what_waits(now) && (*at_end_)(now);
    }
    if (!visited_.insert(front_.key(), now)) return false;
    bool extended = false;
    for (std::size_t t = 0; t < front_.tasks(); ++t) {
      const std::ptrdiff_t next = front_.next_of(t);
      if (next < 0) continue;
      const operation& o = history_[static_cast<std::size_t>(next)];
      if (!front_.may_be_next(o.invoked)) continue;
      front_.advance(t);
      if (with_effect(now, static_cast<std::uint32_t>(next), extended)) return true;
      if (o.end != operation_end::returned && extend(now)) return true;
      front_.retreat(t);
    }
    if (!extended) keep_longest();
    return false;
  }

  bool with_effect(const State& now, std::uint32_t number, bool& extended) {
    if (history_[number].end == operation_end::undone) return false;
    State then = now;
    if (!(*apply_)(then, number)) return false;
    extended = true;
    order_.push_back(number);
    if (extend(then)) return true;
    order_.pop_back();
    return false;
  }

  bool leaves_waiting_what_waits(const State& now) {
    if (rule_ == waiting_rule::not_asked || front_.waiting().empty()) return true;
    std::size_t may_go_on = 0;
    for (const std::uint32_t number : front_.waiting()) {
      State then = now;
      if ((*apply_)(then, number)) ++may_go_on;
    }
    return rule_ == waiting_rule::none_may_go_on ? may_go_on == 0
                                                 : may_go_on < front_.waiting().size();
  }

  void keep_longest() {
    if (order_.size() > longest_.size()) longest_ = order_;
  }

  std::span<const operation> history_;
  waiting_rule rule_;
  Apply* apply_;
  AtEnd* at_end_;
  history_front front_;
  visited_configurations<State> visited_;
  std::vector<std::uint32_t> order_;
  std::vector<std::uint32_t> longest_;
};

/// Looks for an order in which the operations of `history` took effect one at a time, each between
/// its call and its end, so that the model explains all of them.
///
/// `apply(state, number)` says whether operation `number` can take effect in `state` with the
/// result that it gave, or with any where it gave none, and changes `state` to what it is then.
/// `at_end(state)` says whether the model may end like that. Both depend on nothing else.
/// Cost: exponential in the number of tasks at worst; the configurations are few as a rule.
template <class State, class Apply, class AtEnd>
  requires std::copyable<State> && std::equality_comparable<State> &&
           std::predicate<Apply&, State&, std::uint32_t> && std::predicate<AtEnd&, const State&>
linearization linearize(std::span<const operation> history, const State& initial, Apply apply,
                        AtEnd at_end, waiting_rule rule = waiting_rule::none_may_go_on) {
  return linearizer<State, Apply, AtEnd>(history, rule, apply, at_end).search(initial);
}

}  // namespace cutpoint::rapidcheck
