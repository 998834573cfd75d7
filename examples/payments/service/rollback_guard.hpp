#pragma once

#include "connection.hpp"

namespace payments {

/// Rolls back what is open on a connection when it goes; does nothing if nothing is.
///
/// It stands before `begin()`, so that no suspension is left without it.
class [[nodiscard]] rollback_guard {
 public:
  explicit rollback_guard(connection& on) : on_(&on) {}
  rollback_guard(const rollback_guard&) = delete;
  rollback_guard& operator=(const rollback_guard&) = delete;
  ~rollback_guard() {
    if (on_->in_transaction()) on_->roll_back();
  }

 private:
  connection* on_;
};

}  // namespace payments
