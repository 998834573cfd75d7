#pragma once

#include <stdexcept>

namespace cutpoint {

/// Thrown by `when_all` and `timeout` inside a shield, where `cancelled` cannot be: a child that
/// was to give a value was stopped, by somebody else.
class child_stopped : public std::runtime_error {
 public:
  child_stopped() : std::runtime_error("a child task was stopped before it gave a value") {}
};

}  // namespace cutpoint
