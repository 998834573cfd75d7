#include <cutpoint/check/explanation.hpp>

#include <cutpoint/trace/deviation_words.hpp>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <ranges>
#include <string_view>
#include <utility>

namespace cutpoint {
namespace {

// Which windows of one site were tried, in which modes.
using tried_windows = std::map<window, stop_modes>;

struct place_group {
  std::string operation;
  std::uint32_t first = 0;  // ordinals
  std::uint32_t last = 0;
  tried_windows windows;
};

std::string modes_in_words(stop_modes modes) {
  std::vector<std::string_view> names;
  for (const stop_mode mode : all_stop_modes)
    if (modes.contains(mode)) names.push_back(name_of(mode));
  return fmt::format("{}", fmt::join(names, ", "));
}

stop_modes modes_of(const stop_places& p) {
  stop_modes modes;
  for (const stop_place& at : p.tried) modes.insert(at.stop.mode);
  return modes;
}

// Sites one after another that are alike but for their ordinals become one group.
std::vector<place_group> groups_of(const stop_places& p, variant_end end) {
  std::vector<place_group> sites;
  for (const stop_place& at : p.tried) {
    if (at.end != end) continue;
    const choice_address& a = at.stop.address;
    auto site = std::ranges::find_if(sites, [&](const place_group& g) {
      return g.operation == a.operation && g.first == a.ordinal;
    });
    if (site == sites.end()) {
      sites.push_back({a.operation, a.ordinal, a.ordinal, {}});
      site = sites.end() - 1;
    }
    site->windows[a.at].insert(at.stop.mode);
  }
  std::vector<place_group> groups;
  for (place_group& site : sites) {
    if (!groups.empty() && groups.back().operation == site.operation &&
        groups.back().last + 1 == site.first && groups.back().windows == site.windows)
      groups.back().last = site.first;
    else
      groups.push_back(std::move(site));
  }
  return groups;
}

bool all_in(const std::vector<place_group>& groups, stop_modes modes) {
  return std::ranges::all_of(groups, [&](const place_group& g) {
    return std::ranges::all_of(g.windows, [&](const auto& w) { return w.second == modes; });
  });
}

std::string window_in_words(window at) {
  std::string name(name_of(at));
  std::ranges::replace(name, '_', ' ');
  return name;
}

// Windows in which the same modes were tried stand together: `parked, granted: drop`.
std::string windows_in_words(const place_group& g, bool with_modes) {
  std::vector<std::pair<std::string, stop_modes>> words;
  for (const auto& [at, modes] : g.windows) {
    if (!words.empty() && words.back().second == modes)
      words.back().first += ", " + window_in_words(at);
    else
      words.emplace_back(window_in_words(at), modes);
  }
  std::string text;
  for (const auto& [names, modes] : words) {
    if (!text.empty()) text += with_modes ? "; " : ", ";
    text += with_modes ? fmt::format("{}: {}", names, modes_in_words(modes)) : names;
  }
  return text;
}

std::string group_in_words(const place_group& g, bool with_modes) {
  if (g.operation.empty())
    return with_modes ? fmt::format("before its first step ({})",
                                    modes_in_words(g.windows.begin()->second))
                      : std::string("before its first step");
  std::string site = "at " + g.operation;
  if (g.last > g.first)
    site += fmt::format("#{} to #{}", g.first, g.last);
  else if (g.first > 1)
    site += fmt::format("#{}", g.first);
  return fmt::format("{} ({})", site, windows_in_words(g, with_modes));
}

std::string groups_in_words(const std::vector<place_group>& groups, bool with_modes) {
  constexpr std::size_t shown = 6;
  std::vector<std::string> words;
  for (const place_group& g : groups | std::views::take(shown))
    words.push_back(group_in_words(g, with_modes));
  std::string text = fmt::format("{}", fmt::join(words, ", "));
  if (groups.size() > shown) text += fmt::format(" and {} more", groups.size() - shown);
  return text;
}

std::string places_in_words(const stop_places& p, const trace& t) {
  const stop_modes modes = modes_of(p);
  const deviation& stop = t.deviations[p.deviation];
  const auto fail = groups_of(p, variant_end::fails);
  const auto differ = groups_of(p, variant_end::differs);
  const auto pass = groups_of(p, variant_end::passes);
  const bool with_modes = !(all_in(fail, modes) && all_in(differ, modes) && all_in(pass, modes));
  const bool several = modes_in_words(modes).find(',') != std::string::npos;
  std::string text = fmt::format(
      "a stop{} of {}{} ",
      !several || with_modes ? "" : fmt::format(" ({})", modes_in_words(modes)), stop.address.task,
      stop.address.reach == stop_reach::scope ? " with its descendants" : "");
  if (fail.size() == 1 && differ.empty() && pass.empty())
    text += fmt::format("is possible only {}", groups_in_words(fail, with_modes));
  else
    text += fmt::format("fails {}", groups_in_words(fail, with_modes));
  if (!differ.empty())
    text += fmt::format("; fails in another way {}", groups_in_words(differ, with_modes));
  if (!pass.empty()) text += fmt::format("; passes {}", groups_in_words(pass, with_modes));
  if (!p.all_tried()) text += fmt::format(" ({} of {} places tried)", p.tried.size(), p.places);
  return text;
}

std::string without_in_words(const run_without& w, const std::string& without) {
  switch (w.end) {
    case variant_end::fails:
      return fmt::format("without {} it fails as well", without);
    case variant_end::differs:
      return fmt::format("without {} it fails in another way: {}", without,
                         std::string_view(w.finding).substr(0, w.finding.find('\n')));
    case variant_end::passes:
      return fmt::format("without {} it passes", without);
  }
  return {};
}

// Where something is left out, the failing run has just that where the two part.
std::string nearest_without(const passing_run& n, const std::string& without) {
  return fmt::format("nearest run that passes: without {}; in step {} \"{}\" instead", without,
                     n.step, n.event);
}

std::string nearest_in_words(const passing_run& n, const deviation& was) {
  const choice_address& a = n.instead->address;
  place_group place{a.operation, a.ordinal, a.ordinal, {}};
  place.windows[a.at].insert(n.instead->mode);
  return fmt::format(
      "nearest run that passes: stopped {}; they part in step {}: \"{}\", here \"{}\"",
      group_in_words(place, n.instead->mode != was.mode), n.step, n.event, n.failing_event);
}

}  // namespace

std::vector<std::string> in_words(const explanation& x, const trace& how) {
  std::vector<std::string> all;
  if (!x.why.empty()) all.push_back("why: " + x.why);
  const std::vector<deviation>& deviations = how.deviations;
  const bool moved = x.nearest && x.nearest->instead;
  for (std::size_t i = 0; i < std::min(x.without.size(), deviations.size()); ++i) {
    const bool is_nearest = x.nearest && !moved && x.nearest->changed == i;
    all.push_back(is_nearest ? nearest_without(*x.nearest, in_short(deviations, i))
                             : without_in_words(x.without[i], in_short(deviations, i)));
  }
  for (const stop_places& p : x.places)
    if (!p.tried.empty()) all.push_back(places_in_words(p, how));
  if (moved) all.push_back(nearest_in_words(*x.nearest, deviations[x.nearest->changed]));
  if (!all.empty() && !x.complete)
    all.push_back(fmt::format("not all of this was tried: {} runs were made", x.runs));
  return all;
}

}  // namespace cutpoint
