#include <cutpoint/rapidcheck/history.hpp>

#include <cutpoint/kernel/contract.hpp>

#include <algorithm>
#include <limits>

namespace cutpoint::rapidcheck {

history_front::history_front(std::span<const operation> history) : history_(history) {
  for (std::uint32_t number = 0; number < history.size(); ++number) {
    const operation& o = history[number];
    if (o.end == operation_end::waiting) {
      waiting_.push_back(number);
      continue;
    }
    if (o.task >= lines_.size()) lines_.resize(o.task + 1);
    lines_[o.task].operations.push_back(number);
    ++left_;
  }
  const auto when = [&](std::uint32_t number) { return history[number].invoked; };
  std::uint64_t weight = 1;
  for (line& l : lines_) {
    std::ranges::sort(l.operations, {}, when);
    l.weight = weight;
    const std::uint64_t places = l.operations.size() + 1;
    CUTPOINT_REQUIRE(weight <= std::numeric_limits<std::uint64_t>::max() / places,
                     "a history of fewer tasks and operations");
    weight *= places;
  }
}

bool history_front::may_be_next(std::uint32_t moment) const {
  return std::ranges::none_of(lines_, [&](const line& l) {
    if (l.position == l.operations.size()) return false;
    const operation& o = history_[l.operations[l.position]];
    return o.end != operation_end::pending && o.ended < moment;
  });
}

void history_front::advance(std::size_t t) {
  ++lines_[t].position;
  key_ += lines_[t].weight;
  --left_;
}

void history_front::retreat(std::size_t t) {
  --lines_[t].position;
  key_ -= lines_[t].weight;
  ++left_;
}

}  // namespace cutpoint::rapidcheck
