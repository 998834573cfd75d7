#include "connection.hpp"

namespace payments {
namespace {

constexpr std::chrono::milliseconds round_trip{2};

}  // namespace

connection::connection(database& server) : server_(&server), session_(server.uri()) {}

connection::~connection() { server_->writer().release(*this); }

cutpoint::awaitable<connection::begin_operation> connection::begin(std::source_location where) {
  return cutpoint::awaitable<begin_operation>(cutpoint::site("db.begin", where), *this, where);
}

connection::reply connection::insert(const notification& paid, std::source_location where) {
  execute("INSERT INTO payments VALUES (?, ?)", {paid.payment, paid.cents}, where);
  return cutpoint::sleep_for(round_trip, "db.insert", where);
}

connection::reply connection::commit(std::source_location where) {
  execute("COMMIT", {}, where);
  return cutpoint::sleep_for(round_trip, "db.commit", where);
}

connection::reply connection::drain(std::source_location where) {
  return cutpoint::sleep_for(round_trip, "db.drain", where);
}

void connection::roll_back(std::source_location where) { execute("ROLLBACK", {}, where); }

void connection::close(std::source_location where) {
  session_.reset();
  // It was the server that ended the transaction, so its beginner does not owe that any more.
  if (transaction_) cutpoint::hand_over(*transaction_, cutpoint::this_task::self());
  note_transaction(where);
}

void connection::execute(std::string_view sql, std::initializer_list<parameter> parameters,
                         std::source_location where) {
  try {
    if (!session_) throw database_error(std::string(sql) + ": the connection was closed");
    session_->execute(sql, parameters);
  } catch (const database_error&) {
    note_transaction(where);
    throw;
  }
  note_transaction(where);
}

// The ledger follows SQLite and not the statements: one that fails may leave a transaction open, or
// end it.
void connection::note_transaction(std::source_location where) {
  leave_unless_writing();
  if (in_transaction() == transaction_.has_value()) return;
  if (transaction_) {
    cutpoint::release(*transaction_, where);
    transaction_.reset();
  } else {
    transaction_ = cutpoint::acquire("transaction", cutpoint::ownership::task, where);
  }
}

void connection::leave_unless_writing() noexcept {
  if (!in_transaction()) server_->writer().release(*this);
}

}  // namespace payments
