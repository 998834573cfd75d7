#include <cutpoint/search/footprint_memory.hpp>

namespace cutpoint {

std::optional<std::size_t> footprint_memory::find_odd(std::span<const footprint> events,
                                                      const happens_before& order,
                                                      std::size_t from) {
  ++run_;
  all_ = 0;
  for (std::size_t i = 0; i < events.size(); ++i) {
    if (i >= from && !agrees(events[i])) return i;
    all_ += hash_of_two(order.past(i), 4);
    for (const touch& t : events[i].touches) {
      std::uint64_t& past = past_of(t.object);
      if (t.how == object_use::write) past = order.past(i);
      if (t.how == object_use::mark) past += hash_of_two(order.past(i), 3);
    }
  }
  return std::nullopt;
}

bool footprint_memory::agrees(const footprint& event) {
  std::uint64_t seen = hash_of_two(
      static_cast<std::uint64_t>(event.kind) << 8 | static_cast<std::uint64_t>(event.mode),
      static_cast<std::uint32_t>(event.actor));
  std::uint64_t how = 0;
  // Which timers fire is up to all that happened, and those of one time fire in any order.
  if (event.kind == footprint_kind::time) {
    for (const touch& t : event.touches)
      how += hash_of_two(static_cast<std::uint64_t>(t.object),
                         static_cast<std::uint64_t>(in_order(t.how)));
    return agrees(hash_of_two(seen, all_), how);
  }
  for (const touch& t : event.touches) {
    const auto object = static_cast<std::uint64_t>(t.object);
    // What is chosen is up to the search.
    if (!footprint_log::is_drawn(t.object) && !agrees(seen, object)) return false;
    seen = hash_of_two(hash_of_two(seen, object), past_of(t.object));
    how = hash_of_two(how, static_cast<std::uint64_t>(in_order(t.how)));
  }
  return agrees(seen, how);
}

// Objects have the same names in every run, so their places are kept.
std::uint64_t& footprint_memory::past_of(object_id object) {
  object_past& past = pasts_[static_cast<std::uint64_t>(object)];
  if (past.run != run_) past = {.run = run_, .hash = 0};
  return past.hash;
}

bool footprint_memory::agrees(std::uint64_t seen, std::uint64_t next) {
  slot& at = slots_[seen % capacity];
  if (at.seen == seen) return at.next == next;
  at = {.seen = seen, .next = next};
  return true;
}

}  // namespace cutpoint
