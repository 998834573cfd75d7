// A depth-first walk. The path holds what was done at each position of the last run; behind a
// position, first the stops are tried that do not commute with the event before it, then the ready
// tasks that are wanted there. One is wanted at first; when a run is over, each two adjacent events
// of it that do not commute are a race, and whoever has to go on at the position of the first for
// the second to come before it is wanted there too.
//
// A task whose step was tried at a position sleeps in what is tried there next: a run in which it
// goes on before anything happens that its step does not commute with is like one that was made. A
// run in which all that are ready sleep is like another; it is carried on only because it has
// begun.
//
// Why a stop is tried only behind an event that it does not commute with: moved forward past the
// events that it commutes with, it gives an equivalent run, and there it comes to stand behind such
// an event. What it would use is known from having tried it further up: nothing that happened since
// has used any of that, or else it is tried again.

#include <cutpoint/search/reduced_search.hpp>

#include <cutpoint/kernel/kernel.hpp>

#include <algorithm>
#include <bit>
#include <iterator>
#include <utility>

namespace cutpoint {
namespace {

void add(std::vector<touch>& to, std::span<const touch> touches) {
  for (const touch& t : touches) {
    const auto found = std::ranges::find(to, t.object, &touch::object);
    if (found == to.end())
      to.push_back(t);
    else if (found->how != t.how)
      found->how = object_use::write;
  }
}

bool contains(std::span<const actor_id> actors, actor_id a) {
  return std::ranges::find(actors, a) != actors.end();
}

// Whether the first comes to a lock before the other takes it.
bool takes_behind(const footprint& first, const footprint& other) {
  return std::ranges::any_of(first.touches, [&](const touch& t) {
    const touch looks{t.object, object_use::read};
    return t.how == object_use::arrive && !commute({&looks, 1}, other.touches);
  });
}

// Of the first runs many, later one in a while.
bool is_to_sample(std::uint64_t classes) {
  return std::has_single_bit(classes) || classes % 64 == 0;
}

// Whether a stop might still have something to reach.
bool leaves_some(const kernel& run) {
  return std::ranges::any_of(run.tasks(), [](const task_control* t) { return !t->ended(); });
}

}  // namespace

reduced_search::reduced_search(std::uint32_t most_stops, lining_up lines)
    : most_stops_(most_stops), puts_off_(lines == lining_up::when_needed && most_stops == 0) {}

bool reduced_search::begin_run(std::uint64_t job) {
  drawing_at_ = drawn_ = 0;
  stops_ = 0;
  like_another_ = astray_ = false;
  sampling_ = !sample_.empty();
  log_.take_arrivals_for(puts_off_ ? object_use::arrive : object_use::read);
  return job == 0 && (sampling_ || !finished_);
}

std::uint32_t reduced_search::decide(const choice_point& point) {
  if (astray_) return 0;
  if (log_.joining())
    return take(sampling_ ? sample_[done() - 1].step : path_[done() - 1].step, point);
  if (!sampling_) catch_up();
  if (like_another_) return 0;
  if (point.kind() != choice_kind::schedule || point.asking() != nullptr) return draw_value(point);
  if (sampling_) return repeat_sampled(point);
  return done() < path_.size() ? repeat(path_[done()], point) : go_on(point);
}

// A poll's stop is a branch within its step, too.
std::uint32_t reduced_search::draw_value(const choice_point& point) {
  if (point.kind() == choice_kind::fault) return 0;
  const bool polls = point.kind() == choice_kind::schedule;
  if (polls && stops_ == most_stops_) return 0;
  if (sampling_ && done() > sample_.size()) {
    astray_ = true;
    return 0;
  }
  if (std::exchange(drawing_at_, done()) != done()) drawn_ = 0;
  std::vector<drawn_value>& drawn = sampling_ ? sample_[done() - 1].drawn : path_[done() - 1].drawn;
  if (drawn_ == drawn.size()) drawn.push_back({.moves = point.moves(), .taken = 0});
  const drawn_value value = drawn[drawn_++];
  if (value.moves != point.moves()) {
    astray_ = true;
    return 0;
  }
  if (polls && value.taken > 0) ++stops_;
  return value.taken;
}

std::uint32_t reduced_search::take(const joint_step& step, const choice_point& point) {
  if (!log_.joining()) lined_up_ = 0;
  actor_id next = step.actor;
  if (lined_up_ < step.first.size()) {
    next = step.first[lined_up_++];
    log_.joins_next();
  }
  for (std::uint32_t move = 0; move < point.tasks(); ++move)
    if (log_.actor_of(point.task(move)) == next) return move;
  astray_ = true;
  return 0;
}

// Does what was done before at this position, or what is to be tried there now.
std::uint32_t reduced_search::repeat(const position& at, const choice_point& point) {
  switch (at.taken) {
    case footprint_kind::step:
      return take(at.step, point);
    case footprint_kind::stop:
      for (std::uint32_t i = 0; i < point.stops().size(); ++i) {
        const stop_move& s = point.stops()[i];
        if (s.reach != stop_reach::task || stop_key{log_.actor_of(*s.target), s.mode} != at.stop)
          continue;
        ++stops_;
        return point.picks() + i;
      }
      break;
    case footprint_kind::start:
    case footprint_kind::time:
      if (point.tasks() == 0) return 0;
      break;
  }
  astray_ = true;
  return 0;
}

std::uint32_t reduced_search::go_on(const choice_point& point) {
  position& at = open_position();
  list_tasks(at, point);
  let_disabled_come_first(path_.size() - 1, at.ready);
  if (stops_ < most_stops_) list_stops(at, point);
  if (try_next_stop(at) || try_first_step(at)) return repeat(at, point);
  path_.pop_back();
  like_another_ = true;
  return 0;
}

// Takes down the positions at which there was nothing to choose.
void reduced_search::catch_up() {
  while (!like_another_ && path_.size() < done()) {
    const footprint& event = log_.events()[path_.size() + 1];
    position& at = open_position();
    at.taken = event.kind;
    at.step.actor = event.actor;
    if (event.kind != footprint_kind::step) continue;
    like_another_ = sleeps(at, event.actor);
    at.ready = at.wanted = {event.actor};
    let_disabled_come_first(path_.size() - 1, at.ready);
  }
}

reduced_search::position& reduced_search::open_position() {
  position made;
  if (!path_.empty()) {
    const position& before = path_.back();
    const footprint& event = log_.events()[path_.size()];
    // Where others were ready too, the stop was offered behind the sleeper's step as well.
    const bool alone = event.kind == footprint_kind::stop && before.ready.size() == 1;
    for (const sleeper& s : before.asleep) {
      if (!commute(s.used, event.touches))
        made.woken.push_back(s);
      else if (!(s.stops_wake && alone))
        made.asleep.push_back(s);
    }
    for (const sleeper& s : before.woken)
      if (before.taken != footprint_kind::step || before.step.actor != s.actor)
        made.woken.push_back(s);
    // What a stop would use stays as it is while nothing of it is used.
    for (const stop_option& s : before.stops)
      if (s.known && commute(s.used, event.touches)) {
        made.stops.push_back(s);
        made.stops.back().tries = false;
      }
  }
  return path_.emplace_back(std::move(made));
}

void reduced_search::list_stops(position& at, const choice_point& point) const {
  const bool behind_stop = log_.events().back().kind == footprint_kind::stop;
  std::vector<stop_option> known = std::exchange(at.stops, {});
  for (const stop_move& s : point.stops()) {
    if (s.reach != stop_reach::task) continue;
    stop_option made{.what = {log_.actor_of(*s.target), s.mode}, .tries = true};
    const auto same = std::ranges::find(known, made.what, &stop_option::what);
    if (same != known.end()) {
      made = std::move(*same);
      made.tries = made.comes_late && behind_stop;
      made.known = !made.tries;
      known.erase(same);
    }
    at.stops.push_back(std::move(made));
  }
  // One that is not offered now may be again.
  std::ranges::move(known, std::back_inserter(at.stops));
}

bool reduced_search::try_next_stop(position& at) {
  const auto next =
      std::ranges::find_if(at.stops, [](const stop_option& s) { return s.tries && !s.known; });
  if (next == at.stops.end()) return false;
  at.taken = footprint_kind::stop;
  at.stop = next->what;
  return true;
}

bool reduced_search::try_first_step(position& at) {
  if (at.ready.empty()) {
    at.taken = footprint_kind::time;
    return true;
  }
  const auto first = std::ranges::find_if(at.ready, [&](actor_id a) { return !sleeps(at, a); });
  if (first == at.ready.end()) return false;
  at.taken = footprint_kind::step;
  if (!try_next_step(at)) at.wanted.push_back(at.step.actor = *first);
  return true;
}

bool reduced_search::try_next_step(position& at) {
  const auto next = std::ranges::find_if(at.wanted, [&](actor_id a) { return !sleeps(at, a); });
  if (next == at.wanted.end()) return false;
  at.step.actor = *next;
  return true;
}

bool reduced_search::sleeps(const position& at, actor_id a) {
  return std::ranges::find(at.asleep, a, &sleeper::actor) != at.asleep.end();
}

void reduced_search::end_run(const kernel& run, std::span<const finding>) {
  if (sampling_) {
    compare_sample(run);
    return;
  }
  catch_up();
  order_.assign(log_.events());
  last_class_ = order_.hash();
  const bool over = run.end() == run_end::completed || run.end() == run_end::stuck;
  if (!over) ++cut_;
  compare(run);
  note_uses();
  ++(like_another_ ? alike_ : classes_);
  if (!astray_) {
    if (!like_another_ && over) let_disabled_come_first(path_.size(), {});
    reverse_races();
    if (!like_another_ && stops_ < most_stops_ && leaves_some(run)) let_others_come_last();
    if (!like_another_ && stops_ == 0 && over && is_to_sample(classes_)) sample();
    if (order_as_meant()) reverse_races();
  }
  finished_ = !advance();
  if (puts_off_ && log_.lines_told()) begin_again();
}

// A step that was woken by what it does not commute with may be another one by then: a task that
// was stopped does not do what it would have done. So races are looked for once more as if it used
// that as well, or no run is made in which something comes between that it would have had to come
// behind. Else whether two events commute would depend on a third that commutes with one of them.
bool reduced_search::order_as_meant() {
  meant_.assign(log_.events().size(), {});
  bool differs = false;
  for (std::size_t i = 0; i < path_.size(); ++i) {
    const position& at = path_[i];
    if (at.taken != footprint_kind::step) continue;
    const auto woken = std::ranges::find(at.woken, at.step.actor, &sleeper::actor);
    if (woken == at.woken.end()) continue;
    meant_[i + 1] = woken->used;
    differs = true;
  }
  if (differs) order_.assign(log_.events(), meant_);
  return differs;
}

// Sees whether the run has gone as those before it let expect.
void reduced_search::compare(const kernel& run) {
  if (done() < path_.size()) astray_ = true;
  const auto odd = memory_.find_odd(log_.events(), order_, changed_ + 1);
  if (!astray_ && !odd) return;
  note_undeclared(run, odd ? *odd : done());
  if (astray_) path_.resize(std::min(path_.size(), done()));
}

void reduced_search::note_undeclared(const kernel& run, std::size_t event) {
  ++undeclared_;
  for (const task_control* const t : run.tasks())
    if (log_.actor_of(*t) == log_.events()[event].actor) undeclared_by_ = path_of(*t);
}

void reduced_search::note_uses() {
  for (std::size_t i = 0; i < path_.size(); ++i) {
    add(path_[i].used, log_.events()[i + 1].touches);
    if (i >= changed_) note_line(path_[i], log_.events()[i + 1]);
  }
}

// Also of a run that came to where all sleep: up to there it is new.
void reduced_search::reverse_races() {
  for (std::size_t second = changed_ + 1; second <= path_.size(); ++second)
    for (const std::uint32_t first : order_.adjacent(second))
      if (first > 0 && log_.events()[first].kind != footprint_kind::time) reverse(first, second);
}

// No stop is offered once nobody can go on. So one that would have come behind the last event is
// tried where another event follows it that can be the last, as this one can if it is a stop.
void reduced_search::let_others_come_last() {
  const std::size_t last = order_.size() - 1;
  std::vector<bool> precedes(order_.size());
  for (std::size_t event = 1; event <= last; ++event)
    for (const std::uint32_t before : order_.adjacent(event)) precedes[before] = true;
  for (std::size_t other = 1; other <= last; ++other) {
    if (precedes[other]) continue;
    position& at = path_[other - 1];
    if (at.taken == footprint_kind::step && other != last) {
      at.stops_wake = true;
      reverse(other, last);
    } else if (at.taken == footprint_kind::stop) {
      std::ranges::find(at.stops, at.stop, &stop_option::what)->comes_late = true;
    }
  }
}

// Whoever was ready before the event and is not now might have come before it: the event took the
// lock that it waits in front of, or dropped it. It is seen to at once, not when the task goes on:
// it may never do so, or the run may turn out to be like another before that.
void reduced_search::let_disabled_come_first(std::size_t event, std::span<const actor_id> ready) {
  if (event == 0 || path_[event - 1].taken != footprint_kind::step) return;
  position& before = path_[event - 1];
  for (const actor_id a : before.ready)
    if (a != before.step.actor && !contains(ready, a) && !sleeps(before, a) &&
        !contains(before.wanted, a))
      before.wanted.push_back(a);
}

// Sees to it that a run is made in which `second` comes before `first`.
void reduced_search::reverse(std::size_t first, std::size_t second) {
  const auto events = log_.events();
  const footprint& later = events[second];
  if (later.kind == footprint_kind::step) {
    if (events[first].kind == footprint_kind::step && later.actor == events[first].actor) return;
    // It was not ready before.
    if (contains(events[first].readied, later.actor)) return;
  } else if (later.kind != footprint_kind::stop) {
    return;
  }
  position& at = path_[first - 1];
  // It is who took the lock that the second might have come before.
  if (const auto lock = put_off_by(at, later.actor))
    if (std::ranges::find(events[first].touches, *lock, &touch::object) !=
        events[first].touches.end())
      return;
  std::vector<actor_id> initials = initials_between(first, second);
  // Nothing else has to come before the second. What it uses is not known where the first does not
  // come before it, so it is no initial of the others.
  if (initials.empty() && later.kind == footprint_kind::step) initials.push_back(later.actor);
  std::erase_if(initials, [&](actor_id a) { return !contains(at.ready, a); });
  const bool seen_to = std::ranges::any_of(
      initials, [&](actor_id a) { return sleeps(at, a) || contains(at.wanted, a); });
  if (initials.empty() || seen_to) return;
  at.wanted.push_back(initials.front());
}

// Returns: who may go on first, of what happens between the two without regard to the first.
std::vector<actor_id> reduced_search::initials_between(std::size_t first,
                                                       std::size_t second) const {
  std::vector<actor_id> initials;
  std::vector<std::size_t> between;
  for (std::size_t event = first + 1; event < second; ++event) {
    if (order_.before(first, event)) continue;
    const footprint& what = log_.events()[event];
    const bool is_first = std::ranges::none_of(between, [&](std::size_t before) {
      return order_.before(before, event) || takes_behind(log_.events()[before], what);
    });
    if (is_first && what.kind == footprint_kind::step) initials.push_back(what.actor);
    between.push_back(event);
  }
  return initials;
}

// Returns: whether there is something left to do at any position; the path then ends with it.
bool reduced_search::advance() {
  for (; !path_.empty(); path_.pop_back()) {
    position& at = path_.back();
    changed_ = path_.size() - 1;
    while (!at.drawn.empty() && at.drawn.back().taken + 1 == at.drawn.back().moves)
      at.drawn.pop_back();
    if (!at.drawn.empty()) {
      ++at.drawn.back().taken;
      return true;
    }
    if (at.taken == footprint_kind::stop) {
      stop_option& tried = *std::ranges::find(at.stops, at.stop, &stop_option::what);
      tried.known = true;
      tried.used = std::exchange(at.used, {});
      if (try_next_stop(at) || try_first_step(at)) return true;
    } else if (at.taken == footprint_kind::step) {
      if (try_next_line(at)) return true;
      at.asleep.push_back({.actor = at.step.actor,
                           .stops_wake = std::exchange(at.stops_wake, false),
                           .used = std::exchange(at.used, {})});
      if (try_next_step(at)) return true;
    }
  }
  return false;
}

}  // namespace cutpoint
