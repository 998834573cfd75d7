#pragma once

#include <cutpoint/coroutine/generator.hpp>

namespace generators::chain_closed_from_outside {

/// A database of tables of three rows each, which wants its cursors closed before its connections.
struct database {
  int tables = 2;
  int connections = 0;
  int cursors_cut_off = 0;  ///< closed when their connection was gone
};

class connection {
 public:
  explicit connection(database& to) : to_(&to) { ++to_->connections; }
  connection(const connection&) = delete;
  connection& operator=(const connection&) = delete;
  ~connection() { --to_->connections; }

 private:
  database* to_;
};

class cursor {
 public:
  explicit cursor(database& in) : in_(&in) {}
  cursor(const cursor&) = delete;
  cursor& operator=(const cursor&) = delete;
  ~cursor() {
    if (in_->connections == 0) ++in_->cursors_cut_off;
  }

 private:
  database* in_;
};

/// Yields the rows of one table, through a cursor.
inline cutpoint::generator<int> rows_of(database& of, int table) {
  const cursor open(of);
  for (int row = 1; row <= 3; ++row) co_yield 10 * table + row;
}

/// Yields the rows of all tables, one after another.
cutpoint::generator<int> bug(database& of);
cutpoint::generator<int> fix(database& of);

}  // namespace generators::chain_closed_from_outside
