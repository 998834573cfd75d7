#pragma once

#include <cutpoint/fiber.hpp>

#include <algorithm>
#include <list>
#include <vector>

namespace cutpoint::zoo::cb16 {

/// The connection pool of bug CB16.
class pool {
 public:
  enum class unowned { is_not_looked_for, is_reclaimed };
  explicit pool(unowned what) : what_(what) {}

  void handle_request() {
    request mine(this_task::self());
    requests_.push_back(&mine);
    try {
      assign_connections();
      while (mine.uses == nullptr) await(park("pool.request"));
      mine.uses->now = state::open;
      await(yield("response"));
    } catch (...) {
      close(mine);
      throw;
    }
    close(mine);
  }

 private:
  static constexpr std::size_t slots = 1;
  enum class state { fresh, open, closed };
  struct connection {
    state now = state::fresh;
  };
  struct request {
    explicit request(task_ref t) : task(t) {}
    task_ref task;
    connection* uses = nullptr;
  };

  void close(request& done) {
    if (done.uses != nullptr && done.uses->now == state::open) done.uses->now = state::closed;
    std::erase(requests_, &done);
    assign_connections();
  }

  void assign_connections() {
    std::erase_if(connections_, [&](const connection& c) {
      return c.now == state::closed || (what_ == unowned::is_reclaimed && !has_owner(c));
    });
    for (request* const r : requests_) {
      if (r->uses != nullptr || connections_.size() == slots) continue;
      r->uses = &connections_.emplace_back();
      wake(r->task);
    }
  }

  bool has_owner(const connection& c) const {
    return std::ranges::any_of(requests_, [&](const request* r) { return r->uses == &c; });
  }

  unowned what_;
  std::vector<request*> requests_;
  std::list<connection> connections_;
};

}  // namespace cutpoint::zoo::cb16
