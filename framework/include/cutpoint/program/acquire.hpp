#pragma once

#include <cutpoint/kernel/ledger.hpp>
#include <cutpoint/program/park.hpp>

#include <source_location>

namespace cutpoint {

/// Opens a ledger entry: the current task holds one `kind` more, until `release`.
///
/// An entry that its owner still holds when it ends is a leak; so is one that the program holds
/// when it ends. Meant for the inside of pools and wrappers, where something is really taken.
entry_id acquire(label kind, ownership owned_by = ownership::task,
                 std::source_location where = std::source_location::current());

/// Closes the entry. Released twice, or by a task that does not own it, is a finding.
void release(entry_id entry, std::source_location where = std::source_location::current());

/// Makes `owner` the one that has to release the entry.
void hand_over(entry_id entry, task_ref owner);

}  // namespace cutpoint
