#pragma once

#include <cutpoint/program/acquire.hpp>

namespace generators {

/// A table of numbered rows in some database, which are read through cursors.
class table {
 public:
  explicit table(int rows) : rows_(rows) {}

  int rows() const { return rows_; }
  /// Returns: a cursor, which has to be closed.
  cutpoint::entry_id open_cursor() { return cutpoint::acquire("cursor"); }
  void close_cursor(cutpoint::entry_id cursor) { cutpoint::release(cursor); }

 private:
  int rows_;
};

/// Closes its cursor when it goes.
class cursor {
 public:
  explicit cursor(table& of) : of_(&of), open_(of.open_cursor()) {}
  cursor(const cursor&) = delete;
  cursor& operator=(const cursor&) = delete;
  ~cursor() { of_->close_cursor(open_); }

 private:
  table* of_;
  cutpoint::entry_id open_;
};

}  // namespace generators
