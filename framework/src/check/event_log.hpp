#pragma once

#include <cutpoint/kernel/observer.hpp>

#include <string>
#include <vector>

namespace cutpoint {

/// Keeps what happens in a run.
class event_log final : public observer {
 public:
  void record(event_record e) override { events_.push_back(std::move(e)); }
  const std::vector<event_record>& events() const { return events_; }

 private:
  std::vector<event_record> events_;
};

/// Returns: the first place where two logs of what should be the same run differ, in words; empty
/// where they are equal byte for byte.
std::string first_difference(const std::vector<event_record>& a,
                             const std::vector<event_record>& b);
inline std::string first_difference(const event_log& a, const event_log& b) {
  return first_difference(a.events(), b.events());
}

}  // namespace cutpoint
