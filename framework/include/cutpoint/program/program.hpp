#pragma once

#include <cutpoint/kernel/task_factory.hpp>

#include <functional>

namespace cutpoint {

class kernel;

/// A program under test: what the task `main` of each run does. It creates all its state inside, so
/// every run starts afresh. Made by an adapter's `make_program`.
class program {
 public:
  /// `factory` makes the task that runs `body`.
  program(const task_factory& factory, std::function<void()> body);

  /// Makes `main` in `run`, which has just begun.
  void start(kernel& run) const;

 private:
  const task_factory* factory_;
  std::function<void()> body_;
};

}  // namespace cutpoint
