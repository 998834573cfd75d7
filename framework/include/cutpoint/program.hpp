#pragma once

/// Everything that a program under test calls.

#include <cutpoint/kernel/cancelled.hpp>
#include <cutpoint/program/acquire.hpp>
#include <cutpoint/program/always.hpp>
#include <cutpoint/program/at_end.hpp>
#include <cutpoint/program/await_in_destructor.hpp>
#include <cutpoint/program/channel.hpp>
#include <cutpoint/program/child_stopped.hpp>
#include <cutpoint/program/choose.hpp>
#include <cutpoint/program/condition.hpp>
#include <cutpoint/program/event.hpp>
#include <cutpoint/program/fault.hpp>
#include <cutpoint/program/finally.hpp>
#include <cutpoint/program/future.hpp>
#include <cutpoint/program/mutex.hpp>
#include <cutpoint/program/park.hpp>
#include <cutpoint/program/program.hpp>
#include <cutpoint/program/rwlock.hpp>
#include <cutpoint/program/scope.hpp>
#include <cutpoint/program/semaphore.hpp>
#include <cutpoint/program/shared.hpp>
#include <cutpoint/program/shield.hpp>
#include <cutpoint/program/sleep.hpp>
#include <cutpoint/program/spawn.hpp>
#include <cutpoint/program/stop_callback.hpp>
#include <cutpoint/program/stop_on.hpp>
#include <cutpoint/program/task_stop_source.hpp>
#include <cutpoint/program/this_run.hpp>
#include <cutpoint/program/this_task.hpp>
#include <cutpoint/program/timeout.hpp>
#include <cutpoint/program/tracked.hpp>
#include <cutpoint/program/unstoppable.hpp>
#include <cutpoint/program/when_all.hpp>
#include <cutpoint/program/when_any.hpp>
#include <cutpoint/program/yield.hpp>
