#include "search_plan.hpp"

#include "run_budget.hpp"
#include "wire.hpp"

#include <cutpoint/kernel/contract.hpp>
#include <cutpoint/search/sweep.hpp>

#include <utility>

namespace cutpoint {
namespace {

using nlohmann::json;

constexpr std::string_view outline_mark = "outline ";

// FNV-1a, which is the same everywhere. Source: draft-eastlake-fnv.
class fingerprint_of_list {
 public:
  void add(std::uint64_t number) {
    for (int byte = 0; byte < 8; ++byte) take((number >> (8 * byte)) & 0xff);
  }
  void add(std::string_view text) {
    add(text.size());
    for (const char c : text) take(static_cast<unsigned char>(c));
  }
  std::uint64_t value() const { return value_; }

 private:
  void take(std::uint64_t byte) { value_ = (value_ ^ byte) * 0x100000001b3; }
  std::uint64_t value_ = 0xcbf29ce484222325;
};

std::uint64_t fingerprint_of(const options& wanted, const profile& seen) {
  fingerprint_of_list f;
  f.add(wanted.name);
  for (const stop_mode mode : all_stop_modes) f.add(wanted.modes.contains(mode) ? 1 : 0);
  f.add(static_cast<std::uint64_t>(wanted.order));
  for (const std::uint64_t bound :
       {std::uint64_t{wanted.stops}, std::uint64_t{wanted.faults},
        std::uint64_t{wanted.early_timers}, wanted.steps_per_run, wanted.depth_runs,
        std::uint64_t{wanted.exhaustive}, wanted.reduced ? std::uint64_t{*wanted.reduced} + 1 : 0,
        wanted.random_runs, wanted.max_runs, static_cast<std::uint64_t>(wanted.random_seed)})
    f.add(bound);
  f.add(seen.choices.size());
  for (const profiled_choice& choice : seen.choices) {
    f.add(static_cast<std::uint64_t>(choice.number));
    f.add(choice.moves);
    f.add(choice.picks);
    f.add(choice.schedules ? 1 : 0);
    for (const profiled_stop& stop : choice.stops) f.add(stop.wide ? no_site : stop.site);
  }
  for (const std::string& site : seen.sites) f.add(site);
  return f.value();
}

std::unique_ptr<bounded_search> make_search(const profile& seen, const deviation_bounds& bounds) {
  return std::make_unique<bounded_search>(seen, bounds);
}

}  // namespace

search_plan::search_plan(const options& wanted, const profile& seen)
    : fingerprint_(fingerprint_of(wanted, seen)) {
  std::unique_ptr<bounded_search> depth;
  std::unique_ptr<bounded_search> exhaustive;
  run_demand demand;
  for (const profiled_choice& choice : seen.choices) demand.sweep += choice.moves - 1;
  if (wanted.depth_runs > 0) {
    depth = make_search(seen, {});
    demand.depth = needed_runs(*depth);
  }
  if (wanted.exhaustive > 0) {
    exhaustive = make_search(seen, {.fewest = 1, .most = wanted.exhaustive, .fewest_stops = 0});
    demand.exhaustive = needed_runs(*exhaustive);
  }
  const run_budget budget = divide_runs(wanted, demand);
  phases_.push_back(make_sweep_jobs(seen, budget.sweep));
  const auto add_bounded = [&](search_phase phase, std::unique_ptr<bounded_search> search,
                               std::uint64_t runs) {
    if (search == nullptr) return;
    auto dealt = deal_runs(runs, *search);
    phases_.push_back(make_bounded_jobs(phase, std::move(search), std::move(dealt)));
  };
  add_bounded(search_phase::depth, std::move(depth), budget.depth);
  add_bounded(search_phase::exhaustive, std::move(exhaustive), budget.exhaustive);
  if (wanted.reduced) phases_.push_back(make_reduced_job(*wanted.reduced, budget.exhaustive));
  phases_.push_back(make_random_jobs(wanted, seen, budget.random));
}

search_plan::place search_plan::find(std::uint64_t number) const {
  for (const auto& phase : phases_) {
    if (number < phase->jobs()) return {*phase, number};
    number -= phase->jobs();
  }
  CUTPOINT_REQUIRE(false, "there is no job of that number");
  return {*phases_.back(), 0};
}

std::vector<listed_phase> search_plan::listed() const {
  std::vector<listed_phase> all;
  for (const auto& phase : phases_) all.push_back({phase->phase(), phase->jobs()});
  return all;
}

std::vector<listed_stop> search_plan::stops(const profile& seen) const {
  std::vector<listed_stop> all;
  for (const swept_stop& kind : seen.swept_stops) all.push_back({.what = kind});
  for (const auto& phase : phases_)
    for (std::uint64_t job = 0; phase->phase() == search_phase::sweep && job < phase->jobs(); ++job)
      if (const std::uint32_t stop = phase->stop_of(job); stop != no_stop) ++all[stop].jobs;
  return all;
}

std::string to_message(const search_outline& outline) {
  json stops = json::array();
  for (const listed_stop& s : outline.stops)
    stops.push_back({s.what.place, s.what.site, static_cast<int>(s.what.at),
                     static_cast<int>(s.what.mode), static_cast<int>(s.what.reach), s.jobs,
                     s.what.held});
  json phases = json::array();
  for (const listed_phase& listed : outline.phases)
    phases.push_back({static_cast<int>(listed.phase), listed.jobs});
  json exempt = json::array();
  for (const exempt_point& p : outline.exempt) exempt.push_back({p.site, static_cast<int>(p.why)});
  return std::string(outline_mark) + text_of({{"phases", phases},
                                              {"stops", stops},
                                              {"fingerprint", outline.fingerprint},
                                              {"sites", outline.sites},
                                              {"exempt", exempt},
                                              {"runs", outline.runs},
                                              {"steps", outline.steps},
                                              {"choices", outline.had_choices}});
}

std::optional<search_outline> find_outline(std::string_view message) {
  if (!message.starts_with(outline_mark)) return std::nullopt;
  const json m = json::parse(message.substr(outline_mark.size()));
  search_outline outline{.phases = {},
                         .stops = {},
                         .fingerprint = m.at("fingerprint"),
                         .sites = m.at("sites"),
                         .exempt = {},
                         .runs = m.at("runs"),
                         .steps = m.at("steps"),
                         .had_choices = m.at("choices")};
  for (const json& listed : m.at("phases"))
    outline.phases.push_back({static_cast<search_phase>(listed.at(0).get<int>()), listed.at(1)});
  for (const json& s : m.at("stops"))
    outline.stops.push_back({.what = {.place = s.at(0),
                                      .site = s.at(1),
                                      .at = static_cast<window>(s.at(2).get<int>()),
                                      .mode = static_cast<stop_mode>(s.at(3).get<int>()),
                                      .reach = static_cast<stop_reach>(s.at(4).get<int>()),
                                      .held = s.at(6)},
                             .jobs = s.at(5)});
  for (const json& p : m.at("exempt"))
    outline.exempt.push_back({p.at(0), static_cast<exemption>(p.at(1).get<int>())});
  return outline;
}

}  // namespace cutpoint
