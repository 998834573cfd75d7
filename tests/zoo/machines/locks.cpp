#include "zoo/locks/cb02_lock.hpp"
#include "zoo/locks/cb30_rw_lock.hpp"
#include "zoo/locks/cb47_lock.hpp"
#include "zoo/machines/lock_machine.hpp"
#include "zoo/machines/subject.hpp"
#include "zoo/pools/cb09_connector.hpp"

#include <cutpoint/coroutine.hpp>
#include <cutpoint/fiber.hpp>

namespace cutpoint::zoo {

// How each of them is released; found by argument-dependent lookup.
namespace cb02 {
void release(lock& l) { l.release(); }
}  // namespace cb02
namespace cb09 {
void release(connector& c) { c.close(); }
}  // namespace cb09
namespace cb30 {
void release(rw_lock& l) { l.unlock(); }
}  // namespace cb30
namespace cb47 {
void release(lock& l) { l.release(); }
}  // namespace cb47

namespace machines {
namespace {

template <class Lock, class Variant>
auto lock_of(Variant variant) {
  return lock_machine<Lock>([variant] { return std::make_unique<Lock>(variant); })
      .acquired_by("lock", [](Lock& l) { l.acquire(); })
      .released_by("unlock");
}

auto rw_lock_of(cb30::rw_lock::counted how) {
  return lock_machine<cb30::rw_lock>([how] { return std::make_unique<cb30::rw_lock>(how); })
      .acquired_by("write", [](cb30::rw_lock& l) { await(l.write()); })
      .acquired_by("read", [](cb30::rw_lock& l) { await(l.read()); })
      .released_by("unlock");
}

auto connector_of(cb09::connector::not_in_queue what) {
  return lock_machine<cb09::connector>([what] { return std::make_unique<cb09::connector>(what); })
      .acquired_by("connect", [](cb09::connector& c) { await(c.connect()); })
      .released_by("close");
}

}  // namespace

std::vector<subject> locks() {
  using cb02_entry = cb02::lock::dead_entry;
  using cb09_absent = cb09::connector::not_in_queue;
  using cb30_counted = cb30::rw_lock::counted;
  using cb47_stopped = cb47::lock::stopped_at_the_yield;
  return {
      {.id = "CB02",
       .smallest = "lock, unlock, lock | lock",
       .buggy = lock_of<cb02::lock>(cb02_entry::stays_until_its_task_runs),
       .fixed = lock_of<cb02::lock>(cb02_entry::goes_with_the_release)},
      {.id = "CB09",
       .smallest = "connect, connect | connect | connect",
       .buggy = connector_of(cb09_absent::means_nothing),
       .fixed = connector_of(cb09_absent::means_served)},
      {.id = "CB30",
       .smallest = "write, unlock, read | write",
       .buggy = rw_lock_of(cb30_counted::by_hand),
       .fixed = rw_lock_of(cb30_counted::by_a_guard),
       .modes = {stop_mode::drop}},
      {.id = "CB47",
       .smallest = "lock | lock",
       .buggy = lock_of<cb47::lock>(cb47_stopped::keeps_the_lock),
       .fixed = lock_of<cb47::lock>(cb47_stopped::releases)},
  };
}

}  // namespace machines
}  // namespace cutpoint::zoo
