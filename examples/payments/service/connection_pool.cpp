// A task waits only while every idle connection is promised. Whatever makes one more of them free,
// a return, a replacement or a promise that a stop made void, promises it to the task that has
// waited longest.

#include "connection_pool.hpp"

#include <algorithm>
#include <utility>

namespace payments {

connection_pool::connection_pool(database& server, std::size_t size) : server_(&server) {
  for (std::size_t i = 0; i < size; ++i)
    slots_.push_back({.held = std::make_unique<connection>(server)});
}

cutpoint::awaitable<connection_pool::take_operation> connection_pool::take(
    std::source_location where) {
  return cutpoint::awaitable<take_operation>(cutpoint::site("pool.take", where), *this, where);
}

void connection_pool::give_back(connection& lent, std::source_location where) {
  const auto holds_it = [&](const slot& s) { return s.held.get() == &lent; };
  if (const auto old = std::ranges::find_if(replaced_, holds_it); old != replaced_.end()) {
    cutpoint::release(old->last.entry, where);
    replaced_.erase(old);
    return;
  }
  slot& returned = *std::ranges::find_if(slots_, holds_it);
  // Also where it is idle already: that it comes back twice is for the ledger to say.
  if (returned.lent_before) cutpoint::release(returned.last.entry, where);
  returned.idle = true;
  promise_to_next();
}

void connection_pool::replace_lent_since(cutpoint::virtual_time moment,
                                         std::source_location where) {
  for (slot& s : slots_) {
    if (s.idle || s.last.since > moment) continue;
    s.held->close(where);
    replaced_.push_back(std::exchange(s, {.held = std::make_unique<connection>(*server_)}));
    promise_to_next();
  }
}

bool connection_pool::idle_ones_are_clean() const {
  return std::ranges::none_of(slots_,
                              [](const slot& s) { return s.idle && s.held->in_transaction(); });
}

std::size_t connection_pool::unpromised() const {
  return static_cast<std::size_t>(std::ranges::count(slots_, true, &slot::idle)) - promised_;
}

void connection_pool::promise_to_next() noexcept {
  if (waiting_.empty() || unpromised() == 0) return;
  ++promised_;
  cutpoint::this_kernel().grant(*waiting_.pop_front());
}

connection& connection_pool::lend(std::source_location where) {
  --promised_;
  slot& taken = *std::ranges::find(slots_, true, &slot::idle);
  taken.idle = false;
  taken.lent_before = true;
  taken.last = {.entry = cutpoint::acquire("connection", cutpoint::ownership::task, where),
                .since = cutpoint::this_run::now()};
  return *taken.held;
}

// A stop came between the promise and its use.
void connection_pool::take_operation::give_back() noexcept {
  --from_->promised_;
  from_->promise_to_next();
}

}  // namespace payments
