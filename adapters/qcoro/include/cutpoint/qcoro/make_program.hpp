#pragma once

#include <cutpoint/program/program.hpp>

#include <QCoro/QCoroTask>

#include <functional>

namespace cutpoint::qcoro {

/// Returns: the program whose task `main` is a Qt event loop without windows, on which the
/// coroutine `body()` is called in each run; the loop ends when it has ended.
///
/// Posted events, queued signals and timers are steps of `main`, and time is virtual: events keep
/// their order, as Qt promises; a timer that is due may fire before or behind them, and before or
/// behind another one. A timer is a suspension point with the name of its QObject, if it has one,
/// else `timer`; events are `events`. QCoro has no way to throw into a coroutine or to destroy one
/// that waits: a stop is a `request`, which a `stop_callback` of the program hears.
///
/// Requires: no QCoreApplication; the first run makes one that stays. Misuse: nested event loops
/// (`exec`, `QCoro::waitFor`) and sockets. Lifetime: a run that is given up leaves the frames of
/// waiting coroutines allocated, as a Qt program does when it quits.
program make_program(std::function<QCoro::Task<>()> body);

}  // namespace cutpoint::qcoro
