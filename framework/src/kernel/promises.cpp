// Ledger entries, invariants, broken promises and the record of what happens.

#include <cutpoint/kernel/kernel.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace cutpoint {

entry_id kernel::acquire(label kind, site where, ownership owned_by) {
  const entry_id id = ledger_.acquire(kind, where, current_, owned_by);
  record(event_kind::acquire, current_, kind.text(), ledger_[id].ordinal, {}, where);
  return id;
}

void kernel::release(entry_id id, site where) {
  if (finishing_) return;
  const release_fault fault = ledger_.release(id, current_);
  const ledger_entry& entry = ledger_[id];
  entry.used.write();
  record(event_kind::release, current_, entry.kind.text(), entry.ordinal, {}, where);
  if (fault == release_fault::twice)
    violate(
        oracle::double_release, entry.kind,
        fmt::format("{}#{} is released, and was released before", entry.kind.text(), entry.ordinal),
        where);
  if (fault == release_fault::not_owner)
    violate(
        oracle::double_release, entry.kind,
        fmt::format("{}#{} is released by {}, but {} owns it", entry.kind.text(), entry.ordinal,
                    current_ != nullptr ? path_of(*current_) : "no task", path_of(*entry.owner)),
        where);
}

void kernel::hand_over(entry_id id, const task_control& owner) {
  ledger_[id].used.write();
  ledger_.hand_over(id, owner);
}

void kernel::violate(oracle by, label subject, std::string message, site where) {
  if (finishing_) return;
  // An invariant stays broken for many steps; the first is the one to tell.
  if (by == oracle::invariant) {
    if (std::find(broken_.begin(), broken_.end(), subject) != broken_.end()) return;
    broken_.push_back(subject);
  }
  record(event_kind::violation, current_, by == oracle::invariant ? subject.text() : name_of(by), 0,
         message, where);
  violations_.push_back({.by = by,
                         .subject = subject,
                         .in = current_,
                         .message = std::move(message),
                         .where = where,
                         .within = size()});
}

run_size kernel::size() const {
  const auto moved =
      std::ranges::count_if(tasks_, [](const task_control* t) { return t->steps > 0; });
  return {.delivered = stops_.size(), .tasks = static_cast<std::uint32_t>(moved), .steps = steps_};
}

void kernel::watch(invariant& condition) {
  invariants_.push_back(&condition);
  watch_choices();
  if (footprints_ != nullptr) footprints_->judges_always(true);
}

void kernel::unwatch(invariant& condition) {
  std::erase(invariants_, &condition);
  watch_choices();
  if (footprints_ != nullptr) footprints_->judges_always(!invariants_.empty());
}

void kernel::check(invariant& condition) {
  if (!finishing_ && !condition.holds())
    violate(oracle::invariant, condition.name(), "does not hold", condition.where());
}

void kernel::check_invariants() {
  for (invariant* const condition : invariants_) check(*condition);
}

void kernel::record(event_kind kind, const task_control* who, std::string_view subject,
                    std::uint32_t ordinal, std::string detail, const site& where) {
  if (observer_ == nullptr) [[likely]]
    return;
  observer_->record({.kind = kind,
                     .step = steps_,
                     .task = who != nullptr ? path_of(*who) : std::string(),
                     .subject = std::string(subject),
                     .ordinal = ordinal,
                     .detail = std::move(detail),
                     .file = where.where.file_name(),
                     .line = where.where.line()});
}

void kernel::record_at(event_kind kind, wait_node& node) {
  if (tape_ != nullptr) {
    task_control& t = *node.waiter_;
    t.watched.resumption = true;
    come_to_on_tape(t, node);
    tape_->suspends(kind, t.id, steps_);
    return;
  }
  record(kind, node.waiter_, node.where_.operation.text(), node.ordinal_, {}, node.where_);
}

// A suspension that the tape already knows (a park behind its checkpoint, a throw) has its ordinal.
void kernel::come_to_on_tape(task_control& t, wait_node& node) {
  if (node.ordinal_ != 0) {
    t.ordinals.leave();
  } else if (t.ordinals.is_at(node.where_)) {
    node.ordinal_ = t.ordinals.next_there();
    return;
  } else {
    node.ordinal_ = t.ordinals.next_at(node.where_);
  }
  tape_->comes_to(t.id, node.where_, node.ordinal_);
}

task_id kernel::id_on_tape(const task_control* t) const {
  if (t == nullptr) return event_tape::nobody;
  return t == &stop_task_ ? event_tape::stop_task : t->id;
}

}  // namespace cutpoint
