// All runs are made in one worker, which tells each thing as soon as it knows it: the run without
// each deviation, then, for each stop, the places where it could have come instead, the nearest
// first, and last the nearest run that passes. Where a run kills the worker, that is the answer to
// what was asked, and another worker goes on with the next question.

#include "explain.hpp"

#include "death.hpp"
#include "event_log.hpp"
#include "explain_why.hpp"
#include "runner.hpp"
#include "wire.hpp"
#include "worker.hpp"

#include <cutpoint/kernel/kernel.hpp>
#include <cutpoint/search/replay.hpp>
#include <cutpoint/trace/deviation_words.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <utility>

namespace cutpoint {
namespace {

using nlohmann::json;
using clock = std::chrono::steady_clock;
using variant = std::vector<deviation>;

// Runs of many steps are not worth as many as short ones are.
constexpr std::uint64_t most_steps = 5'000'000;
constexpr std::chrono::seconds longest_explanation{2};
constexpr std::chrono::seconds longest_of_a_death{10};  // where most runs take a process
constexpr std::size_t most_places = 1'000;

// Passes every choice on, and notes where the target of a stop could be stopped.
class noting_places final : public strategy {
 public:
  noting_places(variant wanted, const deviation& stop) : inner_(std::move(wanted)), stop_(stop) {}

  bool begin_run(std::uint64_t job) override { return inner_.begin_run(job); }
  std::uint32_t decide(const choice_point& point) override {
    for (std::size_t i = 0; i < point.stops().size(); ++i)
      if (is_alike(point.stops()[i])) note(point.describe(point.picks() + std::uint32_t(i)));
    return inner_.decide(point);
  }
  void end_run(const kernel&, std::span<const finding>) override {}

  variant& places() { return places_; }

 private:
  bool is_alike(const stop_move& move) {
    if (places_.size() == most_places || move.reach != stop_.address.reach) return false;
    if (target_ == nullptr && path_of(*move.target) == stop_.address.task) target_ = move.target;
    return move.target == target_;
  }
  // Of one stay in a window the first moment stands for all.
  void note(deviation place) {
    const choice_address& a = place.address;
    if (seen_.emplace(a.operation, a.ordinal, a.at, place.mode).second)
      places_.push_back(std::move(place));
  }

  replay inner_;
  const deviation& stop_;
  const task_control* target_ = nullptr;
  std::set<std::tuple<std::string, std::uint32_t, window, stop_mode>> seen_;
  variant places_;
};

bool is_same_place(const deviation& a, const deviation& b) {
  return a.address == b.address && a.mode == b.mode;
}

std::uint64_t distance(const deviation& a, const deviation& b) {
  const auto x = static_cast<std::uint64_t>(a.number);
  const auto y = static_cast<std::uint64_t>(b.number);
  return x < y ? y - x : x - y;
}

// What is known so far, and what is asked next.
struct explained_part {
  explanation known;
  variant places;  // of the stop that was asked about last, all of them
  bool ended = false;

  std::uint64_t answers() const {
    std::uint64_t count = known.without.size() + known.places.size();
    for (const stop_places& p : known.places) count += p.tried.size();
    return count;
  }
};

std::string without_step(const json& event, std::uint64_t& step) {
  if (event.is_null()) return "the end";
  const event_record e = event_from(event);
  step = e.step;
  const std::string line = log_line(e);
  const std::string number = fmt::format("{} ", e.step);
  return line.starts_with(number) ? line.substr(number.size()) : line;
}

void take_message(explained_part& part, std::string_view message) {
  explanation& x = part.known;
  const json m = json::parse(message);
  if (m.contains("without")) {
    x.without.push_back(
        {.end = static_cast<variant_end>(m["without"][0].get<int>()), .finding = m["without"][1]});
  } else if (m.contains("why")) {
    x.why = m["why"];
  } else if (m.contains("stop")) {
    part.places.clear();
    for (const json& place : m["stop"][1]) part.places.push_back(deviation_from(place));
    x.places.push_back({.deviation = m["stop"][0], .tried = {}, .places = part.places.size()});
  } else if (m.contains("place")) {
    x.places.back().tried.push_back({.stop = deviation_from(m["place"][0]),
                                     .end = static_cast<variant_end>(m["place"][1].get<int>())});
  } else if (m.contains("nearest")) {
    const json& n = m["nearest"];
    passing_run& nearest = x.nearest.emplace();
    nearest.changed = n[0];
    if (!n[1].is_null()) nearest.instead = deviation_from(n[1]);
    nearest.event = without_step(n[2], nearest.step);
    nearest.failing_event = without_step(n[3], nearest.step);
  } else {
    x.runs = m["end"][0];
    x.complete = m["end"][1];
    part.ended = true;
  }
}

class explaining {
 public:
  explaining(const program& checked, const options& wanted, const explained_finding& f,
             shared_state& state, clock::time_point began, explained_part part,
             const message_sink& tell)
      : most_runs_(wanted.explain_runs),
        failing_(f),
        all_(f.how.deviations),
        runner_(checked, wanted, state.log()),
        began_(began),
        part_(std::move(part)),
        hear_(tell),
        runs_(part_.answers()) {
    watch_kernel(runner_.core());
  }

  void run() {
    bool done = true;
    for (std::size_t i = part_.known.without.size(); i < all_.size(); ++i)
      done = leave_out(i) && done;
    std::size_t stops = 0;
    for (std::size_t i = 0; i < all_.size() && !is_dear(failing_.what.identity); ++i)
      if (all_[i].address.kind == deviation_kind::stop) done = move_stop(i, stops++) && done;
    done = tell_nearest() && done;
    tell(text_of({{"end", {runs_, done}}}));
  }

 private:
  struct made_run {
    variant_end end;
    std::vector<finding> found;
    std::vector<event_record> events;
  };
  struct neighbour {
    std::size_t changed;
    std::optional<deviation> instead;
    bool other_mode;
    std::uint64_t distance;
  };

  bool spent() const {
    return runs_ >= most_runs_ || steps_ >= most_steps ||
           clock::now() - began_ >= (failing_.what.identity.by == oracle::death
                                         ? longest_of_a_death
                                         : longest_explanation);
  }

  made_run make(strategy& decides, observer* observes) {
    decides.begin_run(0);
    made_run made{.end = variant_end::passes,
                  .found = runner_.run(decides, ordinals::kept, observes),
                  .events = {}};
    ++runs_;
    steps_ += runner_.core().steps();
    const auto same = std::ranges::find(made.found, failing_.what.identity, &finding::identity);
    if (same != made.found.end())
      made.end = variant_end::fails;
    else if (!made.found.empty())
      made.end = variant_end::differs;
    return made;
  }

  made_run make(variant wanted) {
    replay replaying(std::move(wanted));
    return make(replaying, nullptr);
  }

  made_run record(variant wanted) {
    event_log log;
    replay replaying(std::move(wanted));
    made_run made = make(replaying, &log);
    made.events = log.events();
    return made;
  }

  variant without(std::size_t i) const {
    variant left = all_;
    left.erase(left.begin() + static_cast<std::ptrdiff_t>(i));
    return left;
  }

  variant with(std::size_t i, const deviation& instead) const {
    variant changed = all_;
    changed[i] = instead;
    return changed;
  }

  // Returns: whether the budget allowed it.
  bool leave_out(std::size_t i) {
    if (spent()) return false;
    const made_run made = record(without(i));
    const std::string other = made.end == variant_end::differs
                                  ? fmt::format("{}: {}", name_of(made.found.front().identity.by),
                                                made.found.front().message)
                                  : std::string();
    const bool has_why = std::ranges::find(part_.known.without, variant_end::passes,
                                           &run_without::end) != part_.known.without.end();
    tell(text_of({{"without", {static_cast<int>(made.end), other}}}));
    if (made.end != variant_end::passes || has_why) return true;
    tell(text_of(
        {{"why", why_in_words(failing_.what, failing_.events, made.events, in_short(all_, i))}}));
    return true;
  }

  // Where it is known already how far this went, it goes on there.
  bool move_stop(std::size_t i, std::size_t nth) {
    if (nth == part_.known.places.size() && !list_places(i)) return false;
    const stop_places& asked = part_.known.places[nth];
    if (nth + 1 < part_.known.places.size()) return asked.all_tried();
    const variant places = part_.places;
    for (std::size_t at = asked.tried.size(); at < places.size(); ++at) {
      if (spent()) return false;
      const variant_end end =
          is_same_place(places[at], all_[i]) ? variant_end::fails : make(with(i, places[at])).end;
      tell(text_of({{"place", {json_of(places[at]), static_cast<int>(end)}}}));
    }
    return true;
  }

  // Returns: whether the budget allowed it.
  bool list_places(std::size_t i) {
    if (spent()) return false;
    const deviation& stop = all_[i];
    noting_places noting(without(i), stop);
    make(noting, nullptr);
    variant places = std::move(noting.places());
    std::erase_if(places, [&](const deviation& d) { return is_same_place(d, stop); });
    places.push_back(stop);
    std::ranges::sort(places, {}, [&](const deviation& d) {
      return std::tuple(distance(d, stop), d.number, d.move);
    });
    json all = json::array();
    for (const deviation& place : places) all.push_back(json_of(place));
    tell(text_of({{"stop", {i, all}}}));
    return true;
  }

  std::optional<neighbour> find_nearest() const {
    std::optional<neighbour> nearest;
    const auto rank = [](const neighbour& of) { return std::tuple(of.other_mode, of.distance); };
    const auto consider = [&](neighbour n) {
      if (!nearest || rank(n) < rank(*nearest)) nearest = std::move(n);
    };
    const explanation& x = part_.known;
    for (std::size_t i = 0; i < x.without.size(); ++i)
      if (x.without[i].end == variant_end::passes)
        consider({.changed = i, .instead = {}, .other_mode = false, .distance = ~std::uint64_t{0}});
    for (const stop_places& p : x.places)
      for (const stop_place& place : p.tried)
        if (place.end == variant_end::passes)
          consider({.changed = p.deviation,
                    .instead = place.stop,
                    .other_mode = place.stop.mode != all_[p.deviation].mode,
                    .distance = distance(place.stop, all_[p.deviation])});
    return nearest;
  }

  bool tell_nearest() {
    const std::optional<neighbour> nearest = find_nearest();
    if (!nearest) return true;
    if (spent()) return false;
    const neighbour& n = *nearest;
    const auto& here = failing_.events;
    const auto there = record(n.instead ? with(n.changed, *n.instead) : without(n.changed)).events;
    const auto parted = std::ranges::mismatch(here, there, {}, log_line, log_line);
    json message = {n.changed, n.instead ? json_of(*n.instead) : json()};
    message.push_back(parted.in2 == there.end() ? json() : json_of(*parted.in2));
    message.push_back(parted.in1 == here.end() ? json() : json_of(*parted.in1));
    tell(text_of({{"nearest", message}}));
    return true;
  }

  void tell(const std::string& message) {
    take_message(part_, message);
    hear_(message);
  }

  const std::uint64_t most_runs_;
  const explained_finding& failing_;
  const variant& all_;
  runner runner_;
  const clock::time_point began_;
  explained_part part_;
  const message_sink& hear_;
  std::uint64_t runs_;
  std::uint64_t steps_ = 0;
};

bool is_worth_it(const options& wanted, const explained_finding& f) {
  const oracle by = f.what.identity.by;
  return wanted.explain_runs > 0 && !f.how.deviations.empty() && by != oracle::not_deterministic &&
         !(by == oracle::death && wanted.runs_in == isolation::in_process);
}

// Takes the death of a worker for the answer to what it was trying. Returns: whether that is one.
bool take_death(explained_part& part, const explained_finding& f, const death_record& death,
                const worker_end& end) {
  if (may_be_from_outside(death) || death.place == death_place::between_runs) return false;
  const finding found = describe_death(death, {}, end);
  const finding_identity& wanted = f.what.identity;
  // Where it had no time to tell the task, what it died of has to do.
  const bool same = found.identity.by == wanted.by && found.identity.subject == wanted.subject &&
                    (death.place == death_place::unknown || found.identity.task == wanted.task);
  const variant_end how = same ? variant_end::fails : variant_end::differs;
  explanation& x = part.known;
  if (x.without.size() < f.how.deviations.size()) {
    x.without.push_back(
        {.end = how,
         .finding = same ? "" : fmt::format("{}: {}", name_of(found.identity.by), found.message)});
    return true;
  }
  if (x.places.empty() || x.places.back().all_tried()) return false;
  stop_places& asked = x.places.back();
  asked.tried.push_back({.stop = part.places[asked.tried.size()], .end = how});
  return true;
}

}  // namespace

explanation explain(const program& checked, const options& wanted, const explained_finding& f,
                    shared_state& state) {
  explained_part part;
  if (!is_worth_it(wanted, f)) return part.known;
  const clock::time_point began = clock::now();
  const message_sink hear = [&](std::string_view message) { take_message(part, message); };
  const auto work = [&](const message_sink& tell) {
    explaining(checked, wanted, f, state, began, part, tell).run();
  };
  if (wanted.runs_in == isolation::in_process) {
    work(hear);
  } else {
    const bool probing = std::exchange(state.probing, f.what.identity.by == oracle::death);
    for (;;) {
      const worker_end end = run_in_worker(state, limits_of(wanted), work, hear);
      if (!end.died || !take_death(part, f, state.death, end)) break;
      if (state.death.cause == death_cause::hung) state.hangs.add(state.death.task());
    }
    state.probing = probing;
  }
  explanation& x = part.known;
  if (!part.ended) x.runs = part.answers();
  for (stop_places& p : x.places)
    std::ranges::sort(
        p.tried, {}, [](const stop_place& at) { return std::tuple(at.stop.number, at.stop.mode); });
  return std::move(x);
}

}  // namespace cutpoint
