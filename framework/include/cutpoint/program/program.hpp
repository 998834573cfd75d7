#pragma once

#include <functional>

namespace cutpoint {

class kernel;

/// A program under test: what the task `main` of each run does. It creates all its state inside, so
/// every run starts afresh. Made by an adapter's `make_program`.
class program {
 public:
  /// `starter` makes the task `main` in a run that has just begun; it is called once for each run.
  explicit program(std::function<void(kernel&)> starter);

  /// Makes `main` in `run`, which has just begun.
  void start(kernel& run) const;

 private:
  std::function<void(kernel&)> starter_;
};

}  // namespace cutpoint
