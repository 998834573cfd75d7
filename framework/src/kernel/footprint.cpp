// An object's name is its maker's, so that equal runs name it alike whatever else happened in
// between: 32 bits of actor, a kind, and a number among those of the maker and kind.

#include <cutpoint/kernel/footprint.hpp>

#include <cutpoint/kernel/contract.hpp>
#include <cutpoint/kernel/kernel.hpp>

#include <algorithm>

namespace cutpoint {
namespace {

enum class object_kind : std::uint64_t { made, task, end, time, disturbance, always, drawn };

constexpr actor_id nobody{0xffffffff};

object_id name_of_object(actor_id actor, object_kind kind, std::uint32_t number) {
  return object_id{std::uint64_t{static_cast<std::uint32_t>(actor)} << 32 |
                   static_cast<std::uint64_t>(kind) << 28 | number};
}

}  // namespace

void footprint_log::begin_run() {
  open_ = true;
  judged_ = joins_next_ = continues_ = false;
  count_ = 0;
  by_task_.clear();
  states_.assign(actors_.size(), actor_state());
  begin(footprint_kind::start, actor_id{0});
}

void footprint_log::adopt(const task_control& t, const task_control* parent) {
  const actor_id of = parent != nullptr ? actor_of(*parent) : nobody;
  const std::uint32_t number = parent != nullptr ? state_of(of).children++ : 0;
  const auto [found, is_new] =
      actors_.try_emplace({of, number}, actor_id{static_cast<std::uint32_t>(actors_.size())});
  if (is_new) states_.emplace_back();
  CUTPOINT_REQUIRE(static_cast<std::size_t>(t.id) == by_task_.size(),
                   "tasks are adopted in the order of their ids");
  by_task_.push_back(found->second);
  uses_task(t, object_use::write);
  readies(t);
}

void footprint_log::begin_step(const task_control& t) {
  begin(footprint_kind::step, actor_of(t));
  uses_task(t, object_use::write);
}

void footprint_log::begin_stop(const task_control& target, stop_mode mode, stop_reach reach) {
  footprint& made = begin(footprint_kind::stop, actor_of(target));
  made.mode = mode;
  made.reach = reach;
  uses_task(target, object_use::write);
  uses_disturbance(object_use::mark);
}

void footprint_log::begin_time() {
  begin(footprint_kind::time, nobody);
  uses(name_of_object(nobody, object_kind::time, 0), object_use::write);
}

// Time moves where nothing else can, so it is ordered with all that happens.
footprint& footprint_log::begin(footprint_kind kind, actor_id actor) {
  const bool continues = std::exchange(continues_, std::exchange(joins_next_, false));
  if (!continues && count_++ == events_.size()) events_.emplace_back();
  footprint& made = events_[count_ - 1];
  if (!continues) {
    made.mode = {};
    made.reach = {};
    made.touches.clear();
    made.readied.clear();
  }
  made.kind = kind;
  made.actor = actor;
  made.joins.reset();
  uses(name_of_object(nobody, object_kind::time, 0), object_use::read);
  if (judged_) uses(name_of_object(nobody, object_kind::always, 0), object_use::write);
  // Who comes first within an event is as if its task had drawn it.
  if (continues_) draws(0);
  return made;
}

void footprint_log::joins_line(object_id lock) {
  if (open_) events_[count_ - 1].joins = lock;
}

void footprint_log::readies(const task_control& t) {
  if (open_) events_[count_ - 1].readied.push_back(actor_of(t));
}

object_id footprint_log::make_object() {
  if (!open_) return {};
  const actor_id maker = events_[count_ - 1].actor;
  const std::uint32_t number = maker == nobody ? 0 : state_of(maker).objects++;
  const object_id made = name_of_object(maker, object_kind::made, number);
  uses(made, object_use::write);
  return made;
}

void footprint_log::uses(object_id object, object_use how) {
  if (!open_) return;
  std::vector<touch>& touches = events_[count_ - 1].touches;
  const auto found = std::ranges::find(touches, object, &touch::object);
  if (found == touches.end())
    touches.push_back({object, how});
  else if (found->how != how)
    found->how = in_order(found->how) == in_order(how) ? object_use::read : object_use::write;
}

void footprint_log::uses_task(const task_control& t, object_use how) {
  if (open_) uses(name_of_object(actor_of(t), object_kind::task, 0), how);
}

void footprint_log::uses_end(const task_control& t, object_use how) {
  if (open_) uses(name_of_object(actor_of(t), object_kind::end, 0), how);
}

// A choice is as if an object of the event's own had the value as its name.
void footprint_log::draws(std::uint32_t value) {
  if (!open_) return;
  footprint& by = events_[count_ - 1];
  constexpr std::uint32_t most_in_event = 64;
  const auto place = static_cast<std::uint32_t>(by.touches.size()) % most_in_event;
  const std::uint32_t number = (value * most_in_event + place) & 0x0fffffff;
  uses(name_of_object(by.actor, object_kind::drawn, number), object_use::read);
}

bool footprint_log::is_drawn(object_id object) {
  return (static_cast<std::uint64_t>(object) >> 28 & 0xf) ==
         static_cast<std::uint64_t>(object_kind::drawn);
}

void footprint_log::uses_disturbance(object_use how) {
  uses(name_of_object(nobody, object_kind::disturbance, 0), how);
}

actor_id footprint_log::actor_of(const task_control& t) const {
  return by_task_[static_cast<std::size_t>(t.id)];
}

footprint_log::actor_state& footprint_log::state_of(actor_id a) {
  return states_[static_cast<std::size_t>(a)];
}

// Footprints are short, so that this beats sorting them.
bool commute(std::span<const touch> a, std::span<const touch> b) {
  return std::ranges::none_of(a, [&](const touch& one) {
    return std::ranges::any_of(b, [&](const touch& other) {
      return one.object == other.object && one.how != object_use::arrive &&
             (one.how != in_order(other.how) || one.how == object_use::write);
    });
  });
}

}  // namespace cutpoint
