#pragma once

#include <cutpoint/kernel/event_tape.hpp>
#include <cutpoint/kernel/observer.hpp>

#include <string>
#include <utility>
#include <vector>

namespace cutpoint {

/// Keeps what happens in a run.
class event_log final : public observer {
 public:
  void record(event_record e) override { tape_.keep(std::move(e)); }
  event_tape* tape() override { return &tape_; }
  std::vector<event_record> events() const { return tape_.events(); }

 private:
  event_tape tape_;
};

/// Returns: the first place where two logs of what should be the same run differ, in words; empty
/// where they are equal byte for byte.
std::string first_difference(const std::vector<event_record>& a,
                             const std::vector<event_record>& b);
inline std::string first_difference(const event_log& a, const event_log& b) {
  return first_difference(a.events(), b.events());
}

}  // namespace cutpoint
