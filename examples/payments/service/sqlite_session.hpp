#pragma once

#include <cstdint>
#include <initializer_list>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <variant>

struct sqlite3;

namespace payments {

/// What SQLite says when it refuses something.
class database_error : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// Stands for one `?` in a statement.
using parameter = std::variant<std::int64_t, std::string_view>;

/// An open handle of SQLite: blocking, and closed when it goes; what it had not committed is then
/// rolled back.
class sqlite_session {
 public:
  /// Opens the database that `uri` names. Errors: `database_error`.
  explicit sqlite_session(const std::string& uri);

  /// Executes one statement. Returns: the first column of its first row; 0 if it gives no row.
  /// Errors: `database_error`.
  std::int64_t execute(std::string_view sql, std::initializer_list<parameter> parameters = {});

  /// Returns: whether a transaction was begun that was neither committed nor rolled back. This is
  /// what SQLite says, not what we remember.
  bool in_transaction() const;

 private:
  struct closer {
    void operator()(sqlite3* handle) const;
  };
  std::unique_ptr<sqlite3, closer> handle_;
};

}  // namespace payments
