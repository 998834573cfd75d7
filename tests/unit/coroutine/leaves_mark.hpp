#pragma once

#include <string>
#include <utility>
#include <vector>

namespace cutpoint::unit {

using mark_list = std::vector<std::string>;

/// Leaves a mark when it goes, unless it was moved from.
class leaves_mark {
 public:
  leaves_mark(mark_list& marks, std::string mark) : marks_(&marks), mark_(std::move(mark)) {}
  leaves_mark(leaves_mark&& other) noexcept
      : marks_(std::exchange(other.marks_, nullptr)), mark_(std::move(other.mark_)) {}
  leaves_mark& operator=(leaves_mark&&) = delete;
  ~leaves_mark() {
    if (marks_ != nullptr) marks_->push_back(mark_);
  }

 private:
  mark_list* marks_;
  std::string mark_;
};

}  // namespace cutpoint::unit
