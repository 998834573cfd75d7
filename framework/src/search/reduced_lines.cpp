// Why a task need not stand in the line of a lock. Say that a run has it go on to stand there while
// the lock is held. Leave that event out: the task waits in front of the lock instead, and takes it
// where, in the run, it goes on with the lock that was handed to it. Every other step is the same,
// as long as nobody gets ahead of it: that is, nobody comes to stand in line while it does not.
// Before that happens it has to stand there, behind all that came before it. So right in front of a
// step that comes to a line, those that wait in front of the lock line up, in each order: some, or
// all of them. They and the step are one event. And before time passes, or the run ends, which
// happens when nobody is ready, all have to stand in line.
//
// One who comes to the lock between the one that hands it over and the one that goes on with it
// finds it free instead of held, and waits in front of it: it is then as if it had gone on to stand
// in line, and the same holds.
//
// For the same reason a task may come to a lock before somebody takes it instead of behind that,
// where nothing else keeps it from it: it waits in front of the lock, and it is as if it went on to
// stand in line where it came before. Not the other way round: who stands in line cannot let others
// go first. So `object_use::arrive` does not make who takes the lock come behind, but the other way
// round it does.
//
// What can tell the runs apart: a call of `locked()`; a notification, which gives a mutex that is
// free to whoever it wakes; a stop of the program's own that hits the task while it waits; a task
// that comes again to a mutex that it has taken in the same step; and a library that has an order
// of its own in which tasks are ready. A stop of the search's could as well, so it is done without.
//
// A lock that is held keeps tasks from going on without their having done anything, so who took it
// and who then waits in front of it are a race, though neither is adjacent to the other.

#include <cutpoint/search/reduced_search.hpp>

#include <cutpoint/kernel/kernel.hpp>

#include <algorithm>
#include <iterator>

namespace cutpoint {

// A task that would go on to nothing but a line is not offered where that can be put off.
void reduced_search::list_tasks(position& at, const choice_point& point) const {
  std::vector<actor_id> takers;
  for (std::uint32_t move = 0; move < point.tasks(); ++move) {
    const actor_id a = log_.actor_of(point.task(move));
    const std::optional<awaited_lock> lock =
        puts_off_ ? point.run().in_front_of(point.task(move)) : std::nullopt;
    if (!lock)
      at.ready.push_back(a);
    else if (lock->held)
      at.held_up.push_back({a, lock->lock});
    else
      takers.push_back(a);
  }
  // Where all have come to a lock before it is taken, none needs to come behind.
  at.ready.insert(at.ready.end(), takers.begin(), takers.end());
  if (at.ready.empty())
    std::ranges::transform(at.held_up, std::back_inserter(at.ready), &held_up_task::actor);
}

// Returns: the lock that keeps a task from being offered.
std::optional<object_id> reduced_search::put_off_by(const position& at, actor_id a) {
  const auto found = std::ranges::find(at.held_up, a, &held_up_task::actor);
  if (found == at.held_up.end() || std::ranges::find(at.ready, a) != at.ready.end())
    return std::nullopt;
  return found->lock;
}

// Takes down who might line up in front of a step that came to a line.
void reduced_search::note_line(position& at, const footprint& event) {
  if (at.taken != footprint_kind::step || !event.joins) return;
  at.may_line_up.clear();
  for (const held_up_task& t : at.held_up)
    if (t.lock == *event.joins) at.may_line_up.push_back(t.actor);
}

// Goes from each order of some of them to the next: of a, b to a; a, b; b; b, a.
bool reduced_search::try_next_line(position& at) {
  std::vector<actor_id>& line = at.step.first;
  const auto stands = [&](actor_id a) { return std::ranges::find(line, a) != line.end(); };
  auto next = at.may_line_up.begin();
  for (;;) {
    next = std::find_if_not(next, at.may_line_up.end(), stands);
    if (next != at.may_line_up.end()) {
      line.push_back(*next);
      return true;
    }
    if (line.empty()) break;
    next = std::ranges::find(at.may_line_up, line.back()) + 1;
    line.pop_back();
  }
  at.may_line_up.clear();
  return false;
}

// What was left out might have made a difference.
void reduced_search::begin_again() {
  puts_off_ = false;
  memory_ = footprint_memory();
  path_.clear();
  sample_.clear();
  changed_ = 0;
  finished_ = false;
}

}  // namespace cutpoint
