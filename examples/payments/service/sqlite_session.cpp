#include "sqlite_session.hpp"

#include <sqlite3.h>

namespace payments {
namespace {

struct finalizer {
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using statement = std::unique_ptr<sqlite3_stmt, finalizer>;

[[noreturn]] void fail(sqlite3* handle, std::string_view doing) {
  throw database_error(std::string(doing) + ": " + sqlite3_errmsg(handle));
}

statement prepare(sqlite3* handle, std::string_view sql) {
  sqlite3_stmt* made = nullptr;
  if (sqlite3_prepare_v2(handle, sql.data(), static_cast<int>(sql.size()), &made, nullptr) !=
      SQLITE_OK)
    fail(handle, sql);
  return statement(made);
}

int bind(sqlite3_stmt* to, int position, const parameter& value) {
  if (const auto* number = std::get_if<std::int64_t>(&value))
    return sqlite3_bind_int64(to, position, *number);
  const auto text = std::get<std::string_view>(value);
  return sqlite3_bind_text(to, position, text.data(), static_cast<int>(text.size()),
                           SQLITE_TRANSIENT);
}

}  // namespace

sqlite_session::sqlite_session(const std::string& uri) {
  sqlite3* opened = nullptr;
  const int result = sqlite3_open_v2(
      uri.c_str(), &opened,
      SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX, nullptr);
  // SQLite gives a handle even where it fails: it carries the message.
  handle_.reset(opened);
  if (result != SQLITE_OK) fail(opened, uri);
}

std::int64_t sqlite_session::execute(std::string_view sql,
                                     std::initializer_list<parameter> parameters) {
  const statement prepared = prepare(handle_.get(), sql);
  int position = 0;
  for (const parameter& value : parameters)
    if (bind(prepared.get(), ++position, value) != SQLITE_OK) fail(handle_.get(), sql);
  const int result = sqlite3_step(prepared.get());
  if (result == SQLITE_ROW) return sqlite3_column_int64(prepared.get(), 0);
  if (result != SQLITE_DONE) fail(handle_.get(), sql);
  return 0;
}

bool sqlite_session::in_transaction() const { return sqlite3_get_autocommit(handle_.get()) == 0; }

void sqlite_session::closer::operator()(sqlite3* handle) const { sqlite3_close_v2(handle); }

}  // namespace payments
