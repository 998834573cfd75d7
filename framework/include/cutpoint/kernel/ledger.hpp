#pragma once

#include <cutpoint/kernel/footprint.hpp>
#include <cutpoint/trace/site.hpp>

#include <cstdint>
#include <vector>

namespace cutpoint {

struct task_control;

/// Names an entry of the ledger.
enum class entry_id : std::uint32_t {};

/// Who has to release an entry.
enum class ownership : std::uint8_t {
  task,     ///< the task that acquired it, before it ends
  program,  ///< anybody, before the program ends
};

/// What became of a ledger entry.
enum class entry_state : std::uint8_t {
  held,
  outlived,  ///< still held when its owner ended
  released,
};

/// A resource that was acquired.
struct ledger_entry {
  label kind;                              ///< what it is
  std::uint32_t ordinal = 0;               ///< among the entries of its kind, from 1
  site acquired;                           ///< where it was acquired
  const task_control* acquirer = nullptr;  ///< who acquired it; null: outside of any task
  const task_control* owner = nullptr;     ///< null: the program
  entry_state state = entry_state::held;   ///< whether it is still held
  shared_object used = {};                 ///< for footprints
};

/// What is wrong with a release.
enum class release_fault : std::uint8_t { none, twice, not_owner };

/// The resources of one run: who holds what, since where.
class ledger {
 public:
  /// Returns: the entry of a resource that is held from now on.
  entry_id acquire(label kind, site where, const task_control* acquirer, ownership owned_by);
  /// Returns: what was wrong with the release. A release by a stranger is carried out all the same.
  release_fault release(entry_id id, const task_control* releaser);
  /// Makes `owner` the one who has to release `id`.
  void hand_over(entry_id id, const task_control& owner);
  /// Marks what `t` owned and still holds.
  void owner_ended(const task_control& t);

  /// All entries, in the order of their acquisition.
  const std::vector<ledger_entry>& entries() const { return entries_; }
  const ledger_entry& operator[](entry_id id) const {
    return entries_[static_cast<std::size_t>(id)];
  }
  void clear();  ///< Forgets all entries.

 private:
  std::vector<ledger_entry> entries_;
};

}  // namespace cutpoint
