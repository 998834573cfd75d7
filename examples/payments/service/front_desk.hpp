#pragma once

#include "handler.hpp"
#include "notification.hpp"
#include "resources.hpp"

#include <cutpoint/program.hpp>

#include <optional>
#include <string>
#include <vector>

namespace payments {

/// Stands between the clients and the handlers: each notification gets a task `notify` of its own,
/// and each client an answer or a refusal.
///
/// It is the service's global exception handler: whatever error leaves a handler becomes a refusal,
/// so that one bad request does not end the service. A stop is no error and passes by. Where there
/// is a time limit, a handler that exceeds it is stopped, and its client is refused.
class front_desk {
 public:
  using time_limit = std::optional<cutpoint::virtual_duration>;

  front_desk(handler handle, time_limit limit) : handle_(handle), limit_(limit) {}

  /// Starts the task for one notification in `tasks`. Lifetime: all three outlive `tasks`.
  void receive(cutpoint::scope& tasks, const resources& shared, const notification& paid);

  const std::vector<std::string>& answered() const { return answered_; }
  const std::vector<std::string>& refused() const { return refused_; }

 private:
  handler handle_;
  time_limit limit_;
  std::vector<std::string> answered_;
  std::vector<std::string> refused_;
};

}  // namespace payments
