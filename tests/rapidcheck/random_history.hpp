#pragma once

#include "unit/kernel/splitmix.hpp"

#include <cutpoint/rapidcheck/history.hpp>

#include <cstdint>
#include <deque>
#include <optional>
#include <vector>

/// Histories of a queue that tasks push numbers onto and pop them from.
namespace cutpoint::unit {

using queue_model = std::deque<int>;

struct queue_call {
  bool pushes = true;
  int argument = 0;  ///< what is pushed
  int result = 0;    ///< what was popped
};

struct queue_history {
  std::vector<rapidcheck::operation> operations;
  std::vector<queue_call> calls;

  /// Returns: whether operation `number` may take effect on `queue`, which it then has.
  bool apply(queue_model& queue, std::uint32_t number) const;
};

/// How a history is drawn.
struct history_shape {
  std::uint32_t tasks = 3;
  std::uint32_t operations = 6;  ///< of all tasks
  std::uint32_t per_task = 6;    ///< at most
  std::uint32_t stops = 8;       ///< one operation of so many is stopped; 0: none
  std::uint32_t wrong = 4;       ///< one result of so many is changed; 0: none
};

/// Draws what tasks do that use a queue at the same time: each operation takes effect somewhere
/// between its call and its end, unless it is stopped. Then some results are changed, and of what
/// had not ended some are called pending and some waiting.
queue_history draw_history(splitmix& numbers, const history_shape& shape);

}  // namespace cutpoint::unit
