#include "connection.hpp"

namespace payments {
namespace {

constexpr std::chrono::milliseconds round_trip{2};

}  // namespace

connection::connection(const database& server) : session_(server.uri()) {}

connection::reply connection::begin(std::source_location where) {
  execute("BEGIN", {}, where);
  return cutpoint::sleep_for(round_trip, "db.begin", where);
}

connection::reply connection::insert(const notification& paid, std::source_location where) {
  execute("INSERT INTO payments VALUES (?, ?)", {paid.payment, paid.cents}, where);
  return cutpoint::sleep_for(round_trip, "db.insert", where);
}

connection::reply connection::commit(std::source_location where) {
  execute("COMMIT", {}, where);
  return cutpoint::sleep_for(round_trip, "db.commit", where);
}

void connection::roll_back(std::source_location where) { execute("ROLLBACK", {}, where); }

void connection::execute(std::string_view sql, std::initializer_list<parameter> parameters,
                         std::source_location where) {
  try {
    session_.execute(sql, parameters);
  } catch (const database_error&) {
    note_transaction(where);
    throw;
  }
  note_transaction(where);
}

// The ledger follows SQLite and not the statements: one that fails may leave a transaction open, or
// end it.
void connection::note_transaction(std::source_location where) {
  if (in_transaction() == transaction_.has_value()) return;
  if (transaction_) {
    cutpoint::release(*transaction_, where);
    transaction_.reset();
  } else {
    transaction_ = cutpoint::acquire("transaction", cutpoint::ownership::task, where);
  }
}

}  // namespace payments
