#pragma once

#include "../table.hpp"

#include <cutpoint/coroutine/generator.hpp>
#include <cutpoint/coroutine/task.hpp>
#include <cutpoint/program/semaphore.hpp>

#include <map>

namespace generators::abandoned_half_way {

/// A server that shows tables to its clients, page by page, over few connections.
struct server {
  explicit server(table& shows) : shown(&shows) {}

  table* shown;
  cutpoint::semaphore connections{1, "connection.take"};
  /// The pages that each client is looking at.
  std::map<int, cutpoint::generator<int>> open;
};

/// Yields the pages of a table, and holds on to the connection until the last one.
inline cutpoint::generator<int> pages(table& of, cutpoint::permit /*connection*/) {
  for (int page = 1; page <= of.rows(); ++page) co_yield page;
}

/// Shows all pages to a client.
cutpoint::task<void> bug(server& of, int client);
cutpoint::task<void> fix(server& of, int client);

}  // namespace generators::abandoned_half_way
