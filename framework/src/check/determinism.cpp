#include "determinism.hpp"

#include "disturb.hpp"
#include "event_log.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <utility>

namespace cutpoint {
namespace {

constexpr std::size_t most_escapes = 8;

const finding_identity not_deterministic_identity = {
    .by = oracle::not_deterministic, .subject = {}, .task = {}};

// What a dying worker printed may hold addresses and process ids.
bool same_judgement(const finding& a, const finding& b) {
  return a.identity == b.identity && a.message == b.message &&
         (a.identity.by == oracle::death || a.notes == b.notes);
}

// Makes one run again and again.
class repetition {
 public:
  repetition(const program& checked, const options& wanted,
             const std::vector<deviation>& deviations, shared_state& state)
      : checked_(checked), wanted_(wanted), deviations_(deviations), state_(state) {}

  recorded_run with(const disturbance& d) const {
    return record_run(checked_, wanted_, deviations_, replay_key::number, state_, d);
  }
  bool differs(const disturbance& a, const disturbance& b) const {
    return !difference_between(with(a), with(b)).empty();
  }

 private:
  const program& checked_;
  const options& wanted_;
  const std::vector<deviation>& deviations_;
  shared_state& state_;
};

// What the memory of the parent was used for before it forked would else show in a worker's.
disturbance filled_with(std::byte fill) {
  disturbance d;
  d.fills = true;
  d.fill = fill;
  return d;
}

disturbance filled() { return filled_with(std::byte{0x55}); }

disturbance with_addresses(disturbance::addresses order) {
  disturbance d = filled();
  d.order = order;
  return d;
}

disturbance with_clock(const disturbance& other) {
  disturbance d = filled();
  d.clock = other.clock;
  d.tick = other.tick;
  return d;
}

disturbance with_first(disturbance::first starts) {
  disturbance d = filled();
  d.starts = starts;
  return d;
}

std::string_view what_it_depends_on(const repetition& again) {
  using enum disturbance::addresses;
  if (again.differs(filled(), filled()))
    return "it differs from process to process: look for a random number, a real clock, a thread, "
           "a process id, a file that the program changes, a hash of addresses";
  if (again.differs(with_clock({}), with_clock(disturbed_another_way())))
    return "it differs when real clocks do";
  if (again.differs(with_first(disturbance::first::creator),
                    with_first(disturbance::first::thread)))
    return "it differs when a thread that it starts is slower";
  if (again.differs(filled(), filled_with(std::byte{0xaa})))
    return "it differs when fresh memory holds other bytes: it reads what was never written, or "
           "was freed. Valgrind, MemorySanitizer or AddressSanitizer tell where";
  if (again.differs(with_addresses(usual), with_addresses(falling)))
    return "it differs when memory lies at other addresses: it compares or hashes pointers, or "
           "goes through a container that is sorted or hashed by them";
  return "it is the same in fresh processes, and differs when others have run before it in the "
         "same one: look for state that outlives a run, such as a static variable, and for memory "
         "that an earlier run damaged";
}

std::string in_words(const escape& e) {
  return fmt::format("{} calls {} ({}), in step {}{}{}", e.task, e.call, e.what, e.step,
                     e.site.empty() ? "" : " behind ", e.site);
}

// The same call by the same task is one of many in a loop.
std::vector<std::string> calls_in(const std::vector<escape>& escapes) {
  std::vector<std::string> calls;
  std::vector<const escape*> told;
  for (const escape& e : escapes) {
    const auto same = [&](const escape* known) {
      return known->call == e.call && known->task == e.task;
    };
    if (std::ranges::any_of(told, same)) continue;
    if (told.size() == most_escapes) break;
    told.push_back(&e);
    calls.push_back(in_words(e));
  }
  return calls;
}

}  // namespace

std::string difference_between(const recorded_run& a, const recorded_run& b) {
  std::string difference = first_difference(a.events, b.events);
  if (!difference.empty() || std::ranges::equal(a.found, b.found, same_judgement))
    return difference;
  const auto judged = [](const recorded_run& r) {
    return r.found.empty() ? std::string("no finding") : r.found.front().message;
  };
  return fmt::format("one ended with \"{}\", the other with \"{}\"", judged(a), judged(b));
}

std::optional<candidate> find_dependence(const program& checked, const options& wanted,
                                         shared_state& state) {
  if (wanted.runs_in == isolation::in_process) return std::nullopt;
  const std::vector<deviation> benign;
  const repetition again(checked, wanted, benign, state);
  const recorded_run one = again.with(disturbed_one_way());
  const recorded_run other = again.with(disturbed_another_way());
  if (!one.found.empty() && !other.found.empty()) return std::nullopt;
  std::string difference = difference_between(one, other);
  if (difference.empty()) return std::nullopt;
  return candidate{.identity = not_deterministic_identity,
                   .at = {.run = 2},
                   .runs_to_find = 2,
                   .taken = {},
                   .difference = std::move(difference)};
}

finding not_deterministic(const program& checked, const options& wanted,
                          const std::vector<deviation>& deviations, const std::string& difference,
                          shared_state& state) {
  finding f = {.identity = not_deterministic_identity,
               .message = fmt::format("the same choices led to two different runs: {}", difference),
               .notes = {}};
  if (wanted.runs_in == isolation::in_process) return f;
  const repetition again(checked, wanted, deviations, state);
  f.notes = calls_in(again.with({}).escapes);
  f.notes.emplace_back(what_it_depends_on(again));
  return f;
}

}  // namespace cutpoint
