#include "zoo/shrinking/subject.hpp"

#include "zoo/exhibit.hpp"
#include "zoo/schedules/suite.hpp"

#include <payments/chapters.hpp>

#include <string>

namespace cutpoint::shrinking {
namespace {

options options_for(const run_bounds& bounds) {
  options wanted;
  wanted.modes = bounds.modes;
  wanted.order = bounds.order;
  wanted.stops = bounds.stops;
  wanted.faults = bounds.faults;
  wanted.early_timers = bounds.timers;
  wanted.steps_per_run = bounds.steps;
  return wanted;
}

void add(std::vector<subject>& all, subject s) {
  s.wanted.name = s.name;
  s.wanted.out.clear();
  all.push_back(std::move(s));
}

}  // namespace

std::vector<subject> all_subjects() {
  std::vector<subject> all;
  for (const schedules::subject& s : schedules::suite())
    add(all, {.group = s.in == schedules::use::orders ? "orders" : "stops",
              .name = s.name,
              .buggy = s.buggy,
              .wanted = options_for(s.bounds)});
  for (const zoo::exhibit& e : zoo::exhibits())
    add(all, {.group = "zoo",
              .name = std::string(e.id),
              .buggy = e.buggy,
              .wanted = e.declares,
              .complaint = e.complaint});
  for (const payments::chapter& c : payments::all_chapters())
    for (const payments::version& v : c.versions)
      if (v.finds)
        add(all, {.group = "payments",
                  .name = v.name,
                  .buggy = v.program,
                  .wanted = payments::options_of(v),
                  .complaint = v.finds->what});
  return all;
}

}  // namespace cutpoint::shrinking
