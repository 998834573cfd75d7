#pragma once

#include "connection_pool.hpp"

#include <utility>

namespace payments {

/// Owns a connection that a pool has lent, and gives it back when it goes.
class [[nodiscard]] lease {
 public:
  lease(connection_pool& from, connection& lent) : from_(&from), lent_(&lent) {}
  lease(const lease&) = delete;
  lease& operator=(const lease&) = delete;
  ~lease() { from_->give_back(*lent_); }

  connection& operator*() const { return *lent_; }
  connection* operator->() const { return lent_; }

 private:
  connection_pool* from_;
  connection* lent_;
};

}  // namespace payments
