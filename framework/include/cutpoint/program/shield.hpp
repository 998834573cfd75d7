#pragma once

namespace cutpoint {

struct task_control;

/// While it lives, `edge`, `level` and `request` stops of the current task wait: none is delivered,
/// and one that is already under way takes effect at the first suspension after the shield is gone.
/// A `drop` is not held up: no frame can refuse to be destroyed.
class [[nodiscard("it shields while it lives")]] shield {
 public:
  shield();
  ~shield();
  shield(const shield&) = delete;
  shield& operator=(const shield&) = delete;

 private:
  task_control* shielded_;
};

}  // namespace cutpoint
