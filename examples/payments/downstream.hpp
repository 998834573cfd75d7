#pragma once

#include "notification.hpp"

#include <cutpoint/program.hpp>

#include <set>
#include <source_location>
#include <string>

namespace payments {

/// The partner who has to hear of every payment, and takes 20 seconds to listen.
class downstream {
 public:
  /// The partner's receipt, on its way. Resumes: the clock.
  using receipt = decltype(cutpoint::sleep_for(cutpoint::virtual_duration{}));

  /// Tells the partner of a payment; to be awaited, as `downstream.tell`.
  [[nodiscard]] receipt tell(const notification& paid,
                             std::source_location where = std::source_location::current());

  /// Returns: whether the partner was told of `payment`.
  bool knows(const std::string& payment) const { return told_.contains(payment); }

 private:
  std::set<std::string> told_;
};

}  // namespace payments
