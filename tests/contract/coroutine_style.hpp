#pragma once

#include "contract/support.hpp"

#include <cutpoint/program/program.hpp>

namespace cutpoint::contract {

/// The programs of `fiber_style`, written as coroutines. A destructor cannot wait in a coroutine,
/// so `stopped_in_destructor` has no counterpart.
struct coroutine_style {
  static program before_start(story& tell);
  static program parked(story& tell);
  static program granted(story& tell);
  static program yielding(story& tell);
  static program passing(story& tell);
  static program cleaning(story& tell);
  static program busy(story& tell);
  static program opened_too_late(story& tell);
  static program line_at_mutex(story& tell);
  static program line_for_permits(story& tell);
  static program stopped_under_shield(story& tell, stop_mode mode);
  static program shielded(story& tell);
  static program acknowledging(story& tell);
  static program swallowing(story& tell);
  static program siblings(story& tell);
  static program listening(story& tell);
  static program callback_that_waits();
  static program ends(story& tell);
  static program deadlock(story& tell);
  static program leaking();
  static program losing_tickets();
  static program failing_out_of_order();
  static program all_windows(story& tell);
};

}  // namespace cutpoint::contract
