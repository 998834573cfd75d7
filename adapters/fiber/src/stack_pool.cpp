#include "stack_pool.hpp"

#include "sanitizer.hpp"

#include <sys/mman.h>

#include <new>

namespace cutpoint::fibers {
namespace {

// A frame larger than the guard could jump over it, so the guard is generous.
constexpr std::size_t guard_size = 64 * 1024;
constexpr std::size_t stack_size = (address_sanitizer ? 1024 : 256) * 1024;
constexpr std::size_t slot_size = guard_size + stack_size;
constexpr std::size_t stacks_per_mapping = 64;
constexpr std::size_t colours = 16;
constexpr std::size_t colour_step = 128;

}  // namespace

stack_pool::~stack_pool() {
  for (const mapping& m : mappings_) {
    forget_frames(m.begin, m.size);
    munmap(m.begin, m.size);
  }
}

stack stack_pool::take() {
  if (free_.empty()) map_more();
  const stack s = free_.back();
  free_.pop_back();
  forget_frames(s.bottom, s.size());
  return s;
}

void stack_pool::give_back(stack s) { free_.push_back(s); }

bool stack_pool::in_guard(const void* address) const {
  const auto* const p = static_cast<const std::byte*>(address);
  for (const mapping& m : mappings_)
    if (p >= m.begin && p < m.begin + m.size)
      return static_cast<std::size_t>(p - m.begin) % slot_size < guard_size;
  return false;
}

void stack_pool::map_more() {
  const std::size_t size = stacks_per_mapping * slot_size;
  void* const begin = mmap(nullptr, size, PROT_READ | PROT_WRITE,
                           MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_STACK, -1, 0);
  if (begin == MAP_FAILED) throw std::bad_alloc();
  mappings_.push_back({static_cast<std::byte*>(begin), size});
  free_.reserve(free_.size() + stacks_per_mapping);
  // The lowest address is taken first.
  for (std::size_t i = stacks_per_mapping; i-- > 0;) {
    std::byte* const guard = static_cast<std::byte*>(begin) + i * slot_size;
    if (mprotect(guard, guard_size, PROT_NONE) != 0) throw std::bad_alloc();
    free_.push_back({guard + guard_size, guard + slot_size - (i % colours) * colour_step});
  }
}

}  // namespace cutpoint::fibers
