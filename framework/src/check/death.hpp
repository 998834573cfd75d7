#pragma once

#include "death_record.hpp"
#include "worker.hpp"

#include <cutpoint/trace/event.hpp>
#include <cutpoint/trace/finding.hpp>

#include <span>

namespace cutpoint {

/// Returns: who died of what, as far as the worker could tell: the task may be missing.
finding_identity identity_of(const death_record& death, const worker_end& end);

/// Returns: the finding that stands for the death of a worker. `events` is what had happened in the
/// run.
finding describe_death(const death_record& death, std::span<const event_record> events,
                       const worker_end& end);

/// Returns: whether the finding is a death that takes a long time, or much memory, each time that it
/// is met.
bool is_dear(const finding_identity& f);

/// Returns: whether somebody else may have killed the worker: the system, short of memory, or a
/// user. Nobody but the kernel knows who sends SIGKILL.
bool may_be_from_outside(const death_record& death);

}  // namespace cutpoint
