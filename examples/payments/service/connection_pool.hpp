#pragma once

#include "connection.hpp"
#include "database.hpp"

#include <cutpoint/kernel/wait_queue.hpp>
#include <cutpoint/program.hpp>

#include <cstddef>
#include <deque>
#include <memory>
#include <source_location>
#include <vector>

namespace payments {

/// A fixed number of connections, lent to one task at a time, in FIFO order.
///
/// A connection that is lent is a ledger entry `connection` of the task that has it. A stop may
/// reach a waiting task at any time: what it was promised goes to the next in line.
class connection_pool {
 private:
  class take_operation;

 public:
  connection_pool(database& server, std::size_t size);

  /// Waits until a connection is idle and takes it; to be awaited, as `pool.take`. Gives a
  /// `connection&` that has to come back by `give_back`.
  /// Resumes: `give_back` or `replace_lent_since`, called by another task.
  cutpoint::awaitable<take_operation> take(
      std::source_location where = std::source_location::current());

  /// Takes a connection back. Requires: the task has it. Never suspends.
  void give_back(connection& lent, std::source_location where = std::source_location::current());

  /// Closes what was lent at `moment` or before and has a new connection stand in for it. Whoever
  /// has the old one still gives it back. Never suspends.
  void replace_lent_since(cutpoint::virtual_time moment,
                          std::source_location where = std::source_location::current());

  /// Returns: whether no connection that is idle was left in a transaction, which the next task to
  /// have it would then go on with.
  bool idle_ones_are_clean() const;

 private:
  struct loan {
    cutpoint::entry_id entry;
    cutpoint::virtual_time since;
  };
  struct slot {
    std::unique_ptr<connection> held;
    loan last = {};  ///< of nobody where it was never lent
    bool lent_before = false;
    bool idle = true;
  };

  class take_operation {
   public:
    take_operation(connection_pool& from, std::source_location where)
        : from_(&from), where_(where) {}
    bool ready() const noexcept { return from_->unpromised() > 0; }
    void complete(cutpoint::wait_node&) noexcept { ++from_->promised_; }
    void enqueue(cutpoint::wait_node& node) noexcept { from_->waiting_.push_back(node); }
    void withdraw(cutpoint::wait_node& node) noexcept { from_->waiting_.erase(node); }
    void give_back() noexcept;
    connection& take() { return from_->lend(where_); }

   private:
    connection_pool* from_;
    std::source_location where_;
  };

  std::size_t unpromised() const;
  void promise_to_next() noexcept;
  connection& lend(std::source_location where);

  database* server_;
  std::deque<slot> slots_;
  std::vector<slot> replaced_;  ///< closed, and not given back yet
  std::size_t promised_ = 0;    ///< idle connections that a task was granted and has not taken yet
  cutpoint::wait_queue waiting_;
};

}  // namespace payments
