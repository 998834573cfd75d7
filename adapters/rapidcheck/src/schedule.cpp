#include <cutpoint/rapidcheck/schedule.hpp>

#include <cutpoint/shrink/lowerings.hpp>
#include <cutpoint/trace/deviation_words.hpp>

#include <rapidcheck.h>

#include <algorithm>
#include <cstdint>
#include <ostream>
#include <tuple>
#include <utility>

namespace cutpoint::rapidcheck {
namespace {

std::size_t count(const schedule& s, deviation_kind kind) {
  return static_cast<std::size_t>(std::ranges::count_if(
      s.deviations, [kind](const deviation& d) { return d.address.kind == kind; }));
}

auto size_of(const deviation& d) {
  const choice_address& a = d.address;
  return std::tuple(a.reach, a.ordinal, a.delay, a.at, d.mode, d.value, d.move);
}

// What a schedule shrinks to, in the order in which it is tried. One after another is made, since
// most are never asked for.
class smaller_schedules {
 public:
  explicit smaller_schedules(schedule s) : from_(std::move(s)), length_(from_.deviations.size()) {}

  rc::Maybe<schedule> operator()() {
    if (length_ > 0) return without_a_part();
    for (; lowered_ < from_.deviations.size(); ++lowered_, next_ = 0) {
      const std::vector<deviation> all = lowerings({.deviations = from_.deviations}, lowered_);
      while (next_ < all.size()) {
        const deviation& lower = all[next_++];
        if (size_of(lower) >= size_of(from_.deviations[lowered_])) continue;
        schedule s = from_;
        s.deviations[lowered_] = lower;
        return s;
      }
    }
    return rc::Nothing;
  }

 private:
  schedule without_a_part() {
    schedule s = from_;
    const auto begin = s.deviations.begin() + static_cast<std::ptrdiff_t>(start_);
    const std::size_t end = std::min(start_ + length_, s.deviations.size());
    s.deviations.erase(begin, s.deviations.begin() + static_cast<std::ptrdiff_t>(end));
    start_ = end;
    if (start_ == from_.deviations.size()) start_ = 0, length_ /= 2;
    return s;
  }

  schedule from_;
  std::size_t length_;  ///< of the parts that are left out
  std::size_t start_ = 0;
  std::size_t lowered_ = 0;
  std::size_t next_ = 0;
};

rc::Seq<schedule> shrinks_of(schedule s) { return rc::makeSeq<smaller_schedules>(std::move(s)); }

}  // namespace

std::size_t schedule::stops() const { return count(*this, deviation_kind::stop); }
std::size_t schedule::reorders() const {
  return static_cast<std::size_t>(std::ranges::count_if(deviations, is_reorder));
}
std::size_t schedule::faults() const { return count(*this, deviation_kind::fault); }
std::size_t schedule::early_timers() const { return count(*this, deviation_kind::timer); }

void showValue(const schedule& s, std::ostream& os) {
  if (s.deviations.empty()) os << "benign";
  for (std::size_t i = 0; i < s.deviations.size(); ++i)
    os << (i > 0 ? "; " : "") << in_words(s.deviations[i]);
}

rc::Gen<schedule> schedules_of(const program& checked, const options& wanted) {
  return rc::Gen<schedule>([checked, wanted](const rc::Random& random, int size) {
    schedule s{make_random_run(checked, seed{rc::Random(random).next()}, wanted).taken};
    s.deviations.resize(std::min(s.deviations.size(), static_cast<std::size_t>(std::max(size, 0))));
    return rc::shrinkable::shrinkRecur(std::move(s), &shrinks_of);
  });
}

made_run run_by(const schedule& s, const program& checked, const options& wanted) {
  return make_run(checked, s.deviations, wanted);
}

}  // namespace cutpoint::rapidcheck
