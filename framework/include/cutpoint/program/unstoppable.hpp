#pragma once

namespace cutpoint {

/// Exempts from the stops that a search injects: a task, `spawn(unstoppable, "logger", run)`, or
/// all tasks of a scope, `scope helpers(unstoppable);`, and in either case those that they spawn in
/// turn. For what the real system never stops. The program itself may stop such a task as any
/// other; and where its owner is dropped, so is it. A section of a task is exempted by a `shield`.
struct unstoppable_t {
  explicit constexpr unstoppable_t() = default;
};
/// What is written to exempt.
inline constexpr unstoppable_t unstoppable{};

}  // namespace cutpoint
