#include <cutpoint/kernel/ledger.hpp>

#include <cutpoint/kernel/kernel.hpp>

#include <algorithm>

namespace cutpoint {

entry_id ledger::acquire(label kind, site where, const task_control* acquirer, ownership owned_by) {
  const auto same_kind = std::count_if(entries_.begin(), entries_.end(),
                                       [&](const ledger_entry& e) { return e.kind == kind; });
  entries_.push_back({.kind = kind,
                      .ordinal = static_cast<std::uint32_t>(same_kind) + 1,
                      .acquired = where,
                      .acquirer = acquirer,
                      .owner = owned_by == ownership::task ? acquirer : nullptr});
  return static_cast<entry_id>(entries_.size() - 1);
}

release_fault ledger::release(entry_id id, const task_control* releaser) {
  ledger_entry& entry = entries_[static_cast<std::size_t>(id)];
  if (entry.state == entry_state::released) return release_fault::twice;
  entry.state = entry_state::released;
  return entry.owner == nullptr || entry.owner == releaser ? release_fault::none
                                                           : release_fault::not_owner;
}

void ledger::hand_over(entry_id id, const task_control& owner) {
  entries_[static_cast<std::size_t>(id)].owner = &owner;
}

void ledger::owner_ended(const task_control& t) {
  for (ledger_entry& entry : entries_) {
    if (entry.owner != &t || entry.state != entry_state::held) continue;
    entry.used.write();
    entry.state = entry_state::outlived;
  }
}

void ledger::clear() { entries_.clear(); }

}  // namespace cutpoint
