#pragma once

#include "sqlite_session.hpp"
#include "write_lock.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace payments {

/// The server's side: the books, in a SQLite database in memory.
///
/// Every `connection` to it is a session of its own, with transactions of its own. It is made
/// empty, and is gone with its last session, so no run sees another's payments.
class database {
 public:
  database();

  const std::string& uri() const { return uri_; }
  write_lock& writer() { return writer_; }

  /// Returns: how often `payment` is in the books.
  /// Requires: no transaction is open, or SQLite reports that the database is locked.
  std::int64_t times_booked(std::string_view payment);

 private:
  std::string uri_;
  sqlite_session auditor_;
  write_lock writer_;
};

}  // namespace payments
