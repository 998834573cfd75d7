#pragma once

#include "notification.hpp"

#include <cutpoint/program.hpp>

#include <set>
#include <source_location>
#include <stdexcept>
#include <string>

namespace payments {

/// What the partner says when it is out of order.
class downstream_error : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// The partner who has to hear of every payment. Now and then it is out of order, which is the
/// fault `downstream.fails`.
class downstream {
 public:
  /// The partner's receipt, on its way. Resumes: the clock.
  using receipt = decltype(cutpoint::sleep_for(cutpoint::virtual_duration{}));

  /// `takes` is how long the partner listens to one payment.
  explicit downstream(cutpoint::virtual_duration takes) : takes_(takes) {}

  cutpoint::virtual_duration takes() const { return takes_; }

  /// Tells the partner of a payment; to be awaited, as `downstream.tell`.
  /// Errors: `downstream_error`. Choices: one, whether it is out of order.
  [[nodiscard]] receipt tell(const notification& paid,
                             std::source_location where = std::source_location::current());

  /// Returns: whether the partner was told of `payment`.
  bool knows(const std::string& payment) const { return told_.contains(payment); }

 private:
  cutpoint::virtual_duration takes_;
  std::set<std::string> told_;
};

}  // namespace payments
