#pragma once

#include "../service/connection_pool.hpp"
#include "../service/database.hpp"
#include "../service/downstream.hpp"

#include <cutpoint/program.hpp>

#include <functional>
#include <vector>

namespace payments::shutdown_held_up {

/// What one task of the service does. It goes into the task, so it is spawned once.
struct duty {
  const char* name;
  std::function<void()> body;
};

/// The tasks of a service, which main starts, waits for and shuts down: a handler that heeds no
/// stop while it tells the partner, for 2.5 s; one that waits for the connection meanwhile; a
/// monitor of the pool, which never ends by itself.
class shift {
 public:
  shift();

  /// Returns: what there is to do, in the order in which it is to be spawned.
  std::vector<duty> duties();

  /// Is set when both notifications were handled, or given up.
  cutpoint::event& done() { return done_; }

  /// Says that the service is being shut down from now on.
  void close() { closing_ = true; }

  /// Returns: whether no transaction was begun while the service was being shut down.
  bool closed_in_time() const { return !begun_while_closing_; }

 private:
  void book();
  void handler_left() noexcept;

  database books_;
  downstream partner_;
  connection_pool pool_;
  cutpoint::event done_{"shift.done"};
  int handlers_ = 2;
  bool closing_ = false;
  bool begun_while_closing_ = false;
};

/// Returns: the program in which `run` starts the tasks of a shift and ends them.
cutpoint::program shift_run_by(void (*run)(shift& s));

void bug(shift& s);

void fix_stop_all_first(shift& s);
void fix_scope(shift& s);

}  // namespace payments::shutdown_held_up
