#pragma once

#include <cstddef>
#include <vector>

namespace cutpoint::fibers {

/// A stack: it grows down from `top`, and the pages below `bottom` cannot be touched.
struct stack {
  std::byte* bottom = nullptr;
  std::byte* top = nullptr;

  std::size_t size() const { return static_cast<std::size_t>(top - bottom); }
};

/// Stacks of equal size with a guard below each, mapped many at a time and used again.
///
/// Mappings are few because each one slows down the fork that a search makes. Stacks that are
/// neighbours in memory start at different offsets in their page, so that their hottest lines do
/// not compete for the same cache sets.
class stack_pool {
 public:
  stack_pool() = default;
  ~stack_pool();
  stack_pool(const stack_pool&) = delete;
  stack_pool& operator=(const stack_pool&) = delete;

  /// Errors: `std::bad_alloc` where no more memory can be mapped.
  stack take();
  void give_back(stack s);

  /// Returns: whether `address` lies in the guard of one of the stacks.
  bool in_guard(const void* address) const;

 private:
  struct mapping {
    std::byte* begin;
    std::size_t size;
  };
  void map_more();
  void forget_all_frames();

  std::vector<stack> free_;
  std::size_t fresh_ = 0;  ///< so many at the front of them were never used, where it matters
  std::vector<mapping> mappings_;
};

}  // namespace cutpoint::fibers
