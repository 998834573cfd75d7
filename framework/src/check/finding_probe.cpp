#include "finding_probe.hpp"

#include "recorded_run.hpp"
#include "wire.hpp"

#include <cutpoint/search/guided_replay.hpp>

#include <algorithm>
#include <cstddef>
#include <utility>

namespace cutpoint {
namespace {

using nlohmann::json;

bool has(std::span<const finding> found, const finding_identity& identity) {
  return std::ranges::find(found, identity, &finding::identity) != found.end();
}

// Where a run deviates more often, it takes far longer to describe what else it could have done, and
// nobody asks: deviations are left out first.
constexpr std::size_t most_with_offers = 32;

// Passes every choice on, and notes what else could have been taken where one deviates.
class noting_offers final : public strategy {
 public:
  noting_offers(strategy& inner, const finding_identity& meant) : inner_(inner), meant_(meant) {}

  bool begin_run(std::uint64_t job) override { return inner_.begin_run(job); }
  choice_number first_asked() const override { return inner_.first_asked(); }
  choice_number last_asked() const override { return inner_.last_asked(); }
  std::uint32_t decide(const choice_point& point) override {
    const std::uint32_t taken = inner_.decide(point);
    if (taken != 0 && ++deviations_ <= most_with_offers)
      for (std::uint32_t move = 1; move < point.moves(); ++move)
        if (move != taken) executed_.offered.push_back(point.describe(move));
    return taken;
  }
  void end_run(const kernel& run, std::span<const finding> found) override {
    inner_.end_run(run, found);
    executed_.deviations = run.deviations();
    if (deviations_ > most_with_offers) executed_.offered.clear();
    const auto meant = std::ranges::find(found, meant_, &finding::identity);
    executed_.size = meant != found.end() ? meant->within : run.size();
  }

  failing_run& executed() { return executed_; }

 private:
  strategy& inner_;
  const finding_identity& meant_;
  failing_run executed_;
  std::size_t deviations_ = 0;
};

}  // namespace

finding_probe::finding_probe(const program& checked, const options& wanted,
                             const finding_identity& identity, shared_state& state)
    : runner_(checked, wanted, state.log()), identity_(identity), state_(state) {
  watch_kernel(runner_.core());
}

bool finding_probe::make(strategy& takes, ordinals counting) {
  const bool fails = has(runner_.run(takes, counting), identity_);
  ++state_.runs;
  return fails;
}

std::optional<failing_run> finding_probe::find(strategy& takes) {
  noting_offers noting(takes, identity_);
  if (!make(noting, ordinals::kept)) return std::nullopt;
  return std::move(noting.executed());
}

std::optional<failing_run> finding_probe::find(std::span<const deviation> wanted, replay_key key) {
  replay replaying({wanted.begin(), wanted.end()}, key);
  replaying.begin_run(0);
  return find(replaying);
}

std::optional<failing_run> finding_probe::find_guided(std::span<const deviation> wanted) {
  replay exact({wanted.begin(), wanted.end()});
  exact.begin_run(0);
  noting_offers noting(exact, identity_);
  if (make(noting, ordinals::kept)) return std::move(noting.executed());
  guided_replay guided(wanted, noting.executed().deviations);
  if (!guided.repairs()) return std::nullopt;
  guided.begin_run(0);
  return find(guided);
}

std::optional<failing_run> find_in_fork(const program& checked, const options& wanted,
                                        const finding_identity& identity,
                                        std::span<const deviation> deviations, replay_key key,
                                        shared_state& state) {
  recorded_run run =
      record_run(checked, wanted, {deviations.begin(), deviations.end()}, key, state);
  const auto meant = std::ranges::find(run.found, identity, &finding::identity);
  if (meant == run.found.end()) return std::nullopt;
  return failing_run{.deviations = std::move(run.deviations), .size = meant->within};
}

std::string to_message(const failing_run& run) {
  json deviations = json::array();
  for (const deviation& d : run.deviations) deviations.push_back(json_of(d));
  return text_of({deviations, json_of(run.size)});
}

failing_run failing_run_from(std::string_view message) {
  const json m = json::parse(message);
  failing_run run{.deviations = {}, .size = run_size_from(m[1])};
  for (const json& d : m[0]) run.deviations.push_back(deviation_from(d));
  return run;
}

}  // namespace cutpoint
