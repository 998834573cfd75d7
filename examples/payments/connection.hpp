#pragma once

#include "database.hpp"
#include "notification.hpp"
#include "sqlite_session.hpp"

#include <cutpoint/program.hpp>

#include <optional>
#include <source_location>

namespace payments {

/// A client's connection to the database, asynchronous as with a server that is a network away.
///
/// A statement is sent first and its reply awaited second: when a stop ends the wait, the server
/// has executed the statement all the same. An open transaction is a ledger entry `transaction` of
/// the task that began it.
class connection {
 public:
  /// A reply that is on its way. Resumes: the clock, after one round trip.
  using reply = decltype(cutpoint::sleep_for(cutpoint::virtual_duration{}));

  explicit connection(const database& server);

  /// Begins a transaction; to be awaited, as `db.begin`.
  [[nodiscard]] reply begin(std::source_location where = std::source_location::current());

  /// Writes a payment into the books; to be awaited, as `db.insert`.
  [[nodiscard]] reply insert(const notification& paid,
                             std::source_location where = std::source_location::current());

  /// Commits the transaction; to be awaited, as `db.commit`.
  [[nodiscard]] reply commit(std::source_location where = std::source_location::current());

  /// Rolls the transaction back. There is nothing to await: nobody needs the reply. So a destructor
  /// may do it.
  void roll_back(std::source_location where = std::source_location::current());

  bool in_transaction() const { return session_.in_transaction(); }

 private:
  void execute(std::string_view sql, std::initializer_list<parameter> parameters,
               std::source_location where);
  void note_transaction(std::source_location where);

  sqlite_session session_;
  std::optional<cutpoint::entry_id> transaction_;
};

}  // namespace payments
