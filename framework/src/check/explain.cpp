// All runs are made in one worker, which tells each thing as soon as it knows it: the run without
// each deviation, then, for each stop, the places where it could have come instead, the nearest
// first, and last the nearest run that passes.

#include "explain.hpp"

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
#include <cstdlib>
#include <set>
#include <tuple>
#include <utility>

namespace cutpoint {
namespace {

using nlohmann::json;
using variant = std::vector<deviation>;

// Runs of many steps are not worth as many as short ones are.
constexpr std::uint64_t most_steps = 5'000'000;
constexpr std::chrono::seconds longest_explanation{2};
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

class explaining {
 public:
  explaining(const program& checked, const options& wanted, const explained_finding& f,
             shared_state& state, const message_sink& tell)
      : most_runs_(wanted.explain_runs),
        failing_(f),
        all_(f.how.deviations),
        runner_(checked, wanted, state.log()),
        tell_(tell) {
    watch_kernel(runner_.core());
  }

  void run() {
    bool done = true;
    for (std::size_t i = 0; i < all_.size(); ++i) done = leave_out(i) && done;
    for (std::size_t i = 0; i < all_.size(); ++i)
      if (all_[i].address.kind == deviation_kind::stop) done = move_stop(i) && done;
    done = tell_nearest() && done;
    tell_(text_of({{"end", {runs_, done}}}));
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
           std::chrono::steady_clock::now() - began_ >= longest_explanation;
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
    tell_(text_of({{"without", {static_cast<int>(made.end), other}}}));
    if (made.end != variant_end::passes) return true;
    consider({.changed = i, .instead = {}, .other_mode = false, .distance = ~std::uint64_t{0}});
    if (std::exchange(has_why_, true)) return true;
    tell_(text_of(
        {{"why", why_in_words(failing_.what, failing_.events, made.events, in_short(all_, i))}}));
    return true;
  }

  bool move_stop(std::size_t i) {
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
    tell_(text_of({{"stop", {i, places.size()}}}));
    for (const deviation& place : places) {
      if (spent()) return false;
      const variant_end end =
          is_same_place(place, stop) ? variant_end::fails : make(with(i, place)).end;
      tell_(text_of({{"place", {json_of(place), static_cast<int>(end)}}}));
      if (end == variant_end::passes)
        consider({.changed = i,
                  .instead = place,
                  .other_mode = place.mode != stop.mode,
                  .distance = distance(place, stop)});
    }
    return true;
  }

  void consider(neighbour n) {
    const auto rank = [](const neighbour& of) { return std::tuple(of.other_mode, of.distance); };
    if (!nearest_ || rank(n) < rank(*nearest_)) nearest_ = std::move(n);
  }

  bool tell_nearest() {
    if (!nearest_) return true;
    if (spent()) return false;
    const neighbour& n = *nearest_;
    const auto& here = failing_.events;
    const auto there = record(n.instead ? with(n.changed, *n.instead) : without(n.changed)).events;
    const auto parted = std::ranges::mismatch(here, there, {}, log_line, log_line);
    json message = {n.changed, n.instead ? json_of(*n.instead) : json()};
    message.push_back(parted.in2 == there.end() ? json() : json_of(*parted.in2));
    message.push_back(parted.in1 == here.end() ? json() : json_of(*parted.in1));
    tell_(text_of({{"nearest", message}}));
    return true;
  }

  const std::uint64_t most_runs_;
  const explained_finding& failing_;
  const variant& all_;
  runner runner_;
  const message_sink& tell_;
  const std::chrono::steady_clock::time_point began_ = std::chrono::steady_clock::now();
  std::uint64_t runs_ = 0;
  std::uint64_t steps_ = 0;
  bool has_why_ = false;
  std::optional<neighbour> nearest_;
};

std::string without_step(const json& event, std::uint64_t& step) {
  if (event.is_null()) return "the end";
  const event_record e = event_from(event);
  step = e.step;
  const std::string line = log_line(e);
  const std::string number = fmt::format("{} ", e.step);
  return line.starts_with(number) ? line.substr(number.size()) : line;
}

void take_part(explanation& x, std::string_view message) {
  const json m = json::parse(message);
  if (m.contains("without")) {
    x.without.push_back(
        {.end = static_cast<variant_end>(m["without"][0].get<int>()), .finding = m["without"][1]});
  } else if (m.contains("why")) {
    x.why = m["why"];
  } else if (m.contains("stop")) {
    x.places.push_back({.deviation = m["stop"][0], .tried = {}, .places = m["stop"][1]});
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
  }
}

bool is_worth_it(const options& wanted, const explained_finding& f) {
  return wanted.explain_runs > 0 && !f.how.deviations.empty() &&
         f.what.identity.by != oracle::death && f.what.identity.by != oracle::not_deterministic;
}

}  // namespace

explanation explain(const program& checked, const options& wanted, const explained_finding& f,
                    shared_state& state) {
  explanation x;
  if (!is_worth_it(wanted, f)) return x;
  const message_sink hear = [&](std::string_view message) { take_part(x, message); };
  const auto work = [&](const message_sink& tell) {
    explaining(checked, wanted, f, state, tell).run();
  };
  if (wanted.runs_in == isolation::in_process)
    work(hear);
  else
    run_in_worker(state, limits_of(wanted), work, hear);
  for (stop_places& p : x.places)
    std::ranges::sort(
        p.tried, {}, [](const stop_place& at) { return std::tuple(at.stop.number, at.stop.mode); });
  return x;
}

}  // namespace cutpoint
