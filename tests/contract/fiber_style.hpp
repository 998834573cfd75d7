#pragma once

#include "contract/support.hpp"

#include <cutpoint/program/program.hpp>

namespace cutpoint::contract {

/// The programs of the contract suite, written as fibers. Another adapter joins the suite by
/// writing the same programs in its own style: what they tell, and the labels of their suspension
/// points, are what the tests go by.
///
/// `main` spawns `victim` and joins it; `victim` tells how each of its waits ends and when its
/// frame goes, `main` tells how `victim` ended.
struct fiber_style {
  /// `victim` owns an argument, and pauses at `first` and `next`.
  static program before_start(story& tell);
  /// `victim` waits at `gate`, which `main` opens after `main.wait`, then pauses at `next`.
  static program parked(story& tell);
  /// `victim` and `heir` wait in this order for the mutex `door`, which `main` holds. It unlocks it
  /// and pauses at `main.pause`. `victim` then pauses at `next`.
  static program granted(story& tell);
  /// `victim` pauses at `pause`, then at `next`.
  static program yielding(story& tell);
  /// `victim` locks the free mutex `door`, which nobody else wants, then pauses at `next`.
  static program passing(story& tell);
  /// `victim` waits at `gate`; where that is stopped, it pauses at `cleanup` and `more` and passes
  /// the stop on.
  static program cleaning(story& tell);

  /// `victim` is parked at `gate` while `other`, which pauses three times, is ready.
  static program busy(story& tell);
  /// As `parked`, but `main` pauses at `main.pause` while the gate is closed, and opens it next.
  static program opened_too_late(story& tell);
  /// `first`, `second` and `third` wait in this order for `door`, which `main` holds, hands over
  /// and takes again at the end.
  static program line_at_mutex(story& tell);
  /// `first`, `second` and `third` wait in this order for one of the user-written `permits`.
  static program line_for_permits(story& tell);
  /// `victim` has a destructor that pauses at `destructor`; `main` stops it while it does.
  /// Afterwards it pauses at `after`.
  static program stopped_in_destructor(story& tell, stop_mode mode);
  /// `victim` sleeps at `shielded` under a shield, during which `main` stops it; then at `after`.
  static program stopped_under_shield(story& tell, stop_mode mode);
  /// `victim` sleeps at `shielded` under a shield, then at `after`.
  static program shielded(story& tell);
  /// `victim` waits at `gate`; it catches a stop, tries three more pauses, acknowledges, and pauses
  /// at `after`.
  static program acknowledging(story& tell);
  /// `victim` catches the stop at `gate` and ends.
  static program swallowing(story& tell);
  /// `main` waits at `main.wait` with three tasks in a scope, each parked.
  static program siblings(story& tell);
  /// `victim` has two stop callbacks, which tell who runs them, and one of which wakes `helper`.
  static program listening(story& tell);
  /// `main` waits at `gate` with a callback that waits itself.
  static program callback_that_waits();
  /// `main` joins a task for each way to end but by drop, and drops one itself.
  static program ends(story& tell);
  /// `main` and `other` lock two mutexes in opposite order.
  static program deadlock(story& tell);
  /// `victim` takes a `connection` and gives it back behind its wait at `call`.
  static program leaking();
  /// `first` and `second` wait in a line, at `ticket`, for a ticket, which `main` hands out and the
  /// first passes on. A stopped task stays in line, and a ticket that it is handed is lost.
  static program losing_tickets();
  /// `victim` fails after its wait at `work`, where another task came first.
  static program failing_out_of_order();
  /// Reaches every window in every mode within one injected stop.
  static program all_windows(story& tell);
};

}  // namespace cutpoint::contract
