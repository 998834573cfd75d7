// A failing run is told from a passing one by what happens in the passing one alone: the release
// that is never reached, the wake-up that never comes.

#include "explain_why.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

namespace cutpoint {
namespace {

using event_span = std::span<const event_record>;

std::string in_brackets(const event_record& e) {
  if (e.line == 0) return {};
  return fmt::format(" ({}:{})", std::string_view(e.file).substr(e.file.find_last_of('/') + 1),
                     e.line);
}

std::string site_of_event(const event_record& e) {
  return e.ordinal > 1 ? fmt::format("{}#{}", e.subject, e.ordinal) : e.subject;
}

template <class Fits>
const event_record* first_that(event_span in, const Fits& fits) {
  const auto found = std::ranges::find_if(in, fits);
  return found == in.end() ? nullptr : &*found;
}

template <class Fits>
const event_record* last_that(event_span in, const Fits& fits) {
  const event_record* found = nullptr;
  for (const event_record& e : in)
    if (fits(e)) found = &e;
  return found;
}

const event_record* end_event(const std::string& task, event_span in) {
  return first_that(
      in, [&](const event_record& e) { return e.kind == event_kind::end && e.task == task; });
}

const event_record* release_of(const event_record& acquired, event_span in) {
  return first_that(in, [&](const event_record& e) {
    return e.kind == event_kind::release && e.subject == acquired.subject &&
           e.ordinal == acquired.ordinal;
  });
}

bool suspends(const event_record& e) {
  return e.kind == event_kind::park || e.kind == event_kind::yield || e.kind == event_kind::pass;
}

// `is stopped at db.begin (payments.cpp:42)`: how `task` went. Empty where it did not end.
std::string how_it_went(const std::string& task, event_span in) {
  const event_record* const end = end_event(task, in);
  if (end == nullptr) return {};
  const event_span before(in.data(), static_cast<std::size_t>(end - in.data()));
  const event_record* const suspended =
      last_that(before, [&](const event_record& e) { return e.task == task && suspends(e); });
  const std::string where =
      suspended == nullptr
          ? std::string(" before it comes to anything")
          : fmt::format(" at {}{}", site_of_event(*suspended), in_brackets(*suspended));
  if (end->detail == "stopped") return "is stopped" + where;
  if (end->detail == "dropped") return "is dropped" + where;
  if (end->detail == "error") return "ends by an exception";
  return fmt::format("ends in step {}", end->step);
}

// The entry of the same kind that the same task acquires in the other run.
const event_record* same_acquisition(const event_record& acquired, event_span there,
                                     event_span here) {
  std::ptrdiff_t earlier = 0;
  const auto alike = [&](const event_record& e) {
    return e.kind == event_kind::acquire && e.subject == acquired.subject &&
           e.task == acquired.task;
  };
  for (const event_record& e : here) {
    if (&e == &acquired) break;
    earlier += alike(e) ? 1 : 0;
  }
  return first_that(there, [&](const event_record& e) { return alike(e) && earlier-- == 0; });
}

std::string why_leaked(const finding& found, event_span here, event_span there,
                       const std::string& without) {
  const event_record* const acquired = first_that(here, [&](const event_record& e) {
    return e.kind == event_kind::acquire && e.subject == found.identity.subject &&
           without_ordinals(e.task) == found.identity.task && release_of(e, here) == nullptr;
  });
  if (acquired == nullptr) return {};
  const event_record* const same = same_acquisition(*acquired, there, here);
  const event_record* const released = same == nullptr ? nullptr : release_of(*same, there);
  if (released == nullptr) return {};
  const std::string went = how_it_went(released->task, here);
  const std::string acquires =
      fmt::format("{} acquires {}#{} in step {}{}", acquired->task, acquired->subject,
                  acquired->ordinal, acquired->step, in_brackets(*acquired));
  if (released->task == acquired->task)
    return went.empty() ? fmt::format("{} and does not come to the release{}", acquires,
                                      in_brackets(*released))
                        : fmt::format("{}, {} and does not come to the release{}", acquires, went,
                                      in_brackets(*released));
  return fmt::format("{}; without {} {} releases it{}; here {} {}", acquires, without,
                     released->task, in_brackets(*released), released->task,
                     went.empty() ? "does not come to that" : went);
}

std::string why_stuck(const finding& found, event_span here, event_span there,
                      const std::string& without) {
  const event_record* const waiting = last_that(here, [&](const event_record& e) {
    return e.kind == event_kind::park && e.subject == found.identity.subject &&
           without_ordinals(e.task) == found.identity.task && end_event(e.task, here) == nullptr;
  });
  if (waiting == nullptr) return {};
  const auto is_that = [&](const event_record& e) {
    return e.task == waiting->task && e.subject == waiting->subject &&
           e.ordinal == waiting->ordinal;
  };
  const event_record* const came = first_that(there, [&](const event_record& e) {
    return is_that(e) && (suspends(e) || e.kind == event_kind::take);
  });
  if (came == nullptr) return {};
  const event_span behind(came, there.data() + there.size());
  if (came->kind != event_kind::park)
    return fmt::format("without {} {} takes {} at once, in step {}{}", without, waiting->task,
                       site_of_event(*waiting), came->step, in_brackets(*came));
  const event_record* const woken = first_that(behind, [&](const event_record& e) {
    return e.kind == event_kind::grant && e.subject == waiting->task;
  });
  if (woken == nullptr || woken->task.empty()) return {};
  const std::string went = how_it_went(woken->task, here);
  return fmt::format("without {} {} wakes {} in step {}; here {} {}", without, woken->task,
                     waiting->task, woken->step, woken->task,
                     went.empty() ? "never does" : went + " and does not");
}

std::string why_outlived(const finding& found, event_span here, event_span there,
                         const std::string& without) {
  const event_record* const ended = last_that(here, [&](const event_record& e) {
    return e.kind == event_kind::end && without_ordinals(e.task) == found.identity.task;
  });
  if (ended == nullptr) return {};
  const std::string parent = ended->task.substr(0, ended->task.find_last_of('/'));
  const event_record* const child_there = end_event(ended->task, there);
  const event_record* const parent_there = end_event(parent, there);
  const event_record* const parent_here = end_event(parent, here);
  if (child_there == nullptr || parent_there == nullptr || parent_here == nullptr) return {};
  return fmt::format("{} ends in step {} and {} in step {}; without {} they end in steps {} and {}",
                     parent, parent_here->step, ended->task, ended->step, without,
                     parent_there->step, child_there->step);
}

}  // namespace

std::string why_in_words(const finding& found, event_span failing, event_span passing,
                         const std::string& without) {
  switch (found.identity.by) {
    case oracle::leak:
      return why_leaked(found, failing, passing, without);
    case oracle::deadlock:
      return why_stuck(found, failing, passing, without);
    case oracle::orphan:
      return why_outlived(found, failing, passing, without);
    default:
      return {};
  }
}

}  // namespace cutpoint
