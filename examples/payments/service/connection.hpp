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
/// has executed the statement all the same. `begin` alone waits first, for its turn to write. An
/// open transaction is a ledger entry `transaction` of the task that began it.
class connection {
 private:
  class begin_operation;

 public:
  /// A reply that is on its way. Resumes: the clock, after one round trip.
  using reply = decltype(cutpoint::sleep_for(cutpoint::virtual_duration{}));

  explicit connection(database& server);
  ~connection();
  connection(const connection&) = delete;
  connection& operator=(const connection&) = delete;

  /// Waits until nobody else writes and begins a transaction; to be awaited, as `db.begin`.
  /// Resumes: whoever ends the transaction before it.
  [[nodiscard]] cutpoint::awaitable<begin_operation> begin(
      std::source_location where = std::source_location::current());

  /// Writes a payment into the books; to be awaited, as `db.insert`.
  [[nodiscard]] reply insert(const notification& paid,
                             std::source_location where = std::source_location::current());

  /// Commits the transaction; to be awaited, as `db.commit`.
  [[nodiscard]] reply commit(std::source_location where = std::source_location::current());

  /// Lets the server finish what it was sent; to be awaited, as `db.drain`.
  [[nodiscard]] reply drain(std::source_location where = std::source_location::current());

  /// Rolls the transaction back. There is nothing to await: nobody needs the reply. So a destructor
  /// may do it.
  void roll_back(std::source_location where = std::source_location::current());

  /// Hangs up; the server rolls back what was open. Whoever still uses the connection gets a
  /// `database_error` from its next statement.
  void close(std::source_location where = std::source_location::current());

  bool in_transaction() const { return session_ && session_->in_transaction(); }

 private:
  class begin_operation {
   public:
    begin_operation(connection& on, std::source_location where) : on_(&on), where_(where) {}
    bool ready() const noexcept { return writer().free_for(*on_); }
    void complete(cutpoint::wait_node&) noexcept { writer().take(*on_); }
    void enqueue(cutpoint::wait_node& node) noexcept { writer().line().push_back(node); }
    void withdraw(cutpoint::wait_node& node) noexcept { writer().line().erase(node); }
    void give_back() noexcept { on_->leave_unless_writing(); }
    void take() { on_->execute("BEGIN IMMEDIATE", {}, where_); }

   private:
    write_lock& writer() const noexcept { return on_->server_->writer(); }
    connection* on_;
    std::source_location where_;
  };

  void execute(std::string_view sql, std::initializer_list<parameter> parameters,
               std::source_location where);
  void note_transaction(std::source_location where);
  void leave_unless_writing() noexcept;

  database* server_;
  std::optional<sqlite_session> session_;
  std::optional<cutpoint::entry_id> transaction_;
};

}  // namespace payments
