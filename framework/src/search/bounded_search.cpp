// A walk through the tree in which the children of a run are its extensions by one deviation behind
// its last. Each run has one parent, the run without its last deviation, so each is met once; and
// it is met, because up to the last deviation it is its parent, whose choices were noted there.
//
// A job walks below one child of the root down to a fixed depth, so that runs with fewer deviations
// come first over the whole search without any run being kept: what lies above that depth is made
// once more. Of each run on the path its choices are kept, never its children, of which there are
// far more; a child is known by its number among them, which is what a position consists of.

#include <cutpoint/search/bounded_search.hpp>

#include <cutpoint/kernel/contract.hpp>
#include <cutpoint/kernel/task.hpp>

#include <algorithm>
#include <map>
#include <optional>

namespace cutpoint {
namespace {

// The order in which the extensions of a run are made.
enum class rank : std::uint8_t { injection, reorder, wide_stop };

struct branching {
  std::uint64_t number;
  std::uint32_t moves;
  std::uint32_t picks;  // 0: not a scheduling point
  std::uint32_t wide;   // the moves from this one on are wide stops

  bool is_stop(std::uint32_t move) const { return picks > 0 && move >= picks; }
  rank rank_of(std::uint32_t move) const {
    if (move < picks) return rank::reorder;
    return is_stop(move) && move >= wide ? rank::wide_stop : rank::injection;
  }
};

branching branching_of(const profiled_choice& c) {
  branching b{.number = static_cast<std::uint64_t>(c.number),
              .moves = c.moves,
              .picks = c.schedules ? c.picks : 0,
              .wide = c.picks};
  while (b.wide < b.moves && c.schedules && !c.stops[b.wide - c.picks].wide) ++b.wide;
  return b;
}

branching branching_of(const choice_point& p) {
  branching b{.number = static_cast<std::uint64_t>(p.number()),
              .moves = p.moves(),
              .picks = p.kind() == choice_kind::schedule ? p.picks() : 0,
              .wide = p.picks()};
  while (b.picks > 0 && b.wide < b.moves && !is_wide(p.stops()[b.wide - b.picks])) ++b.wide;
  return b;
}

constexpr std::uint64_t most_expected = std::uint64_t{1} << 40;

// In how many ways `count` of `moves` can be taken; at most `most_expected`.
std::uint64_t ways(std::uint64_t moves, std::uint64_t count) {
  if (count > moves) return 0;
  std::uint64_t result = 1;
  for (std::uint64_t i = 0; i < count; ++i) {
    if (result > most_expected / (moves - i)) return most_expected;
    result = result * (moves - i) / (i + 1);
  }
  return result;
}

}  // namespace

// What extends one run, and how far that list has been walked through.
class bounded_search::extensions {
 public:
  void clear() {
    choices_.clear();
    open_ = ~std::size_t{0};
    pass_ = rank::injection;
    choice_ = 0;
    move_ = 1;
    passed_ = 0;
  }

  void add(const branching& b) { choices_.push_back(b); }

  // What is added from here on is not given.
  void close() { open_ = std::min(open_, choices_.size()); }

  // Returns: the next one that `fits`, from number `first` on.
  template <class Fits>
  std::optional<taken_move> next(const Fits& fits, std::uint32_t first = 0) {
    for (;; pass_ = static_cast<rank>(static_cast<int>(pass_) + 1), choice_ = 0) {
      for (; choice_ < choices_.size(); ++choice_, move_ = 1) {
        const branching& at = choices_[choice_];
        while (move_ < at.moves) {
          const std::uint32_t move = move_++;
          if (at.rank_of(move) != pass_ || !fits(at.is_stop(move))) continue;
          ++passed_;
          if (passed_ <= first || choice_ >= open_) continue;
          return taken_move{.number = at.number, .move = move, .is_stop = at.is_stop(move)};
        }
      }
      if (pass_ == rank::wide_stop) return std::nullopt;
    }
  }

  // Those that are not given count too, so that a number means the same however many these are.
  std::uint32_t passed() const { return passed_; }

 private:
  std::vector<branching> choices_;
  std::size_t open_ = ~std::size_t{0};  // how many of them are extended at
  rank pass_ = rank::injection;
  std::size_t choice_ = 0;
  std::uint32_t move_ = 1;
  std::uint32_t passed_ = 0;
};

bounded_search::bounded_search(const profile& base, const deviation_bounds& wanted)
    : wanted_(wanted), job_(std::numeric_limits<std::uint64_t>::max()) {
  CUTPOINT_REQUIRE(
      1 <= wanted.fewest && wanted.fewest <= wanted.most && wanted.most <= most_deviations,
      "a bounded search makes runs of 1 to 8 deviations");
  extensions of_root;
  for (const profiled_choice& choice : base.choices) of_root.add(branching_of(choice));
  while (const auto move = of_root.next([](bool) { return true; })) firsts_.push_back(*move);
  count_behind(base);
  below_.resize(wanted.most - 1);
}

bounded_search::~bounded_search() = default;

std::uint64_t bounded_search::jobs() const {
  return firsts_.size() * std::uint64_t{wanted_.most - wanted_.fewest + 1};
}

void bounded_search::count_behind(const profile& base) {
  std::map<std::uint64_t, moves_behind> behind;
  moves_behind so_far;
  for (auto choice = base.choices.rbegin(); choice != base.choices.rend(); ++choice) {
    behind[static_cast<std::uint64_t>(choice->number)] = so_far;
    so_far.all += choice->moves - 1;
    so_far.stops += choice->schedules ? choice->moves - choice->picks : 0;
  }
  for (const taken_move& first : firsts_) behind_firsts_.push_back(behind[first.number]);
}

std::uint64_t bounded_search::expected_runs(std::uint64_t job) const {
  const std::size_t first = job % firsts_.size();
  const std::uint64_t extended = length_of(job) - 1;
  const moves_behind& behind = behind_firsts_[first];
  const bool needs_stop = wanted_.fewest_stops > (firsts_[first].is_stop ? 1U : 0U);
  if (needs_stop && behind.stops == 0) return 0;
  std::uint64_t runs = 0;
  for (std::uint64_t more = 0; more < extended; ++more) runs += ways(behind.all, more);
  runs += ways(behind.all, extended);
  const std::uint64_t without_stops = needs_stop ? ways(behind.all - behind.stops, extended) : 0;
  // Where there are too many to be counted, both are the most.
  return std::clamp<std::uint64_t>(runs - std::min(runs, without_stops), 1, most_expected);
}

bool bounded_search::begin_run(std::uint64_t job) {
  if (job >= jobs()) return false;
  if (job != job_) start(job);
  reached_ = 0;
  done_ = done_ || !advance();
  return !done_;
}

choice_number bounded_search::first_asked() const { return choice_number{path_.front().number}; }

choice_number bounded_search::first_of(std::uint64_t job) const {
  CUTPOINT_REQUIRE(job < jobs(), "there is no such job");
  return choice_number{firsts_[job % firsts_.size()].number};
}

void bounded_search::extend_no_further() {
  if (repeats()) below_[path_.size() - 1].close();
}

choice_number bounded_search::last_asked() const {
  return choice_number{repeats() ? ~std::uint64_t{0} : path_.back().number};
}

std::uint32_t bounded_search::decide(const choice_point& point) {
  if (reached_ < path_.size()) {
    const taken_move& next = path_[reached_];
    if (static_cast<std::uint64_t>(point.number()) != next.number || next.move >= point.moves())
      return 0;
    ++reached_;
    return next.move;
  }
  if (repeats()) below_[path_.size() - 1].add(branching_of(point));
  return 0;
}

void bounded_search::end_run(const kernel&, std::span<const finding>) {
  if (reached_ < path_.size()) ++astray_;
}

void bounded_search::resume_at(std::uint64_t job, const position& p) {
  start(job);
  CUTPOINT_REQUIRE(p.depth <= length_, "a position belongs to the job that it was read in");
  restored_ = p;
}

void bounded_search::resume_behind(std::uint64_t job, const position& p) {
  resume_at(job, p);
  behind_restored_ = p.depth > 0;
}

void bounded_search::start(std::uint64_t job) {
  CUTPOINT_REQUIRE(job < jobs(), "there is no such job");
  job_ = job;
  length_ = length_of(job);
  path_.clear();
  stops_ = 0;
  done_ = false;
  at_ = {};
  restored_ = {};
  behind_restored_ = false;
}

std::size_t bounded_search::length_of(std::uint64_t job) const {
  return wanted_.fewest + static_cast<std::size_t>(job / firsts_.size());
}

// Returns: whether there is a run behind the last one of the job; the path is then that run's.
bool bounded_search::advance() {
  if (path_.empty()) {
    const taken_move& first = firsts_[job_ % firsts_.size()];
    if (!lets_through(first.is_stop) || (behind_restored_ && restored_.depth == 1)) return false;
    push(first);
    return true;
  }
  if (!repeats()) pop();
  for (; !path_.empty(); pop())
    if (go_forward()) return true;
  return false;
}

// Returns: whether the run of the path has an extension left; the path is then that one's.
bool bounded_search::go_forward() {
  extensions& below = below_[path_.size() - 1];
  const auto fits = [this](bool is_stop) { return lets_through(is_stop); };
  const bool goes_back = restored_.depth > path_.size();
  const bool there = restored_.depth == path_.size() + 1;
  const std::uint32_t first = goes_back ? restored_.extension[path_.size() - 1] : 0;
  const std::optional<taken_move> move =
      below.next(fits, first + (there && behind_restored_ ? 1 : 0));
  if (!move) return false;
  const std::uint32_t extension = below.passed() - 1;
  // The way ends where it leads to, and where it is left out now.
  if (!goes_back || there || extension != first) restored_ = {};
  push(*move);
  at_.extension[path_.size() - 2] = extension;
  return true;
}

void bounded_search::push(const taken_move& move) {
  path_.push_back(move);
  stops_ += move.is_stop ? 1 : 0;
  ++at_.depth;
  if (repeats()) below_[path_.size() - 1].clear();
}

void bounded_search::pop() {
  restored_ = {};  // the way there did not exist any more
  stops_ -= path_.back().is_stop ? 1 : 0;
  path_.pop_back();
  if (!path_.empty()) at_.extension[path_.size() - 1] = 0;
  --at_.depth;
}

// Whether a run of the job can still come out within its bounds with this deviation next on the
// path.
bool bounded_search::lets_through(bool is_stop) const {
  const std::uint64_t stops = stops_ + (is_stop ? 1U : 0U);
  const std::uint64_t still_to_come = length_ - path_.size() - 1;
  return stops <= wanted_.most_stops && stops + still_to_come >= wanted_.fewest_stops;
}

}  // namespace cutpoint
