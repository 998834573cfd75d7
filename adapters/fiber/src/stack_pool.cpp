#include "stack_pool.hpp"

#include "sanitizer.hpp"

#include <cutpoint/kernel/disturbance.hpp>

#include <sys/mman.h>

#include <algorithm>
#include <new>
#include <span>

namespace cutpoint::fibers {
namespace {

// A frame larger than the guard can jump over it, so the guard is generous: it takes up addresses
// and no memory. Together with the stack it is an odd number of pages: the page tables' entries for
// the stacks would else compete for the same cache sets.
constexpr std::size_t guard_size = (1024 + 4) * 1024;
constexpr std::size_t stack_size = (address_sanitizer ? 1024 : 256) * 1024;
constexpr std::size_t slot_size = guard_size + stack_size;
constexpr std::size_t stacks_per_mapping = 64;
constexpr std::size_t colours = 16;
constexpr std::size_t colour_step = 128;

// What a program finds on a fresh stack, and where the stack lies, must not matter to it.
void disturb(std::vector<stack>& fresh) {
  constexpr std::ptrdiff_t most = 8;  // a few are used by most programs, and all take long to fill
  constexpr std::size_t depth = 32 * 1024;
  const disturbance& d = current_disturbance();
  if (d.order == disturbance::addresses::falling) std::ranges::reverse(fresh);
  if (d.fills)
    for (const stack& s : std::ranges::subrange(fresh.end() - most, fresh.end()))
      std::fill(s.top - depth, s.top, d.fill);
}

}  // namespace

stack_pool::~stack_pool() {
  if (address_sanitizer) forget_all_frames();
  for (const mapping& m : mappings_) munmap(m.begin, m.size);
}

// The shadow of a stack takes long to clear, and most stacks were never used.
void stack_pool::forget_all_frames() {
  const std::span fresh = std::span(free_).first(fresh_);
  for (const mapping& m : mappings_)
    for (std::byte* slot = m.begin; slot < m.begin + m.size; slot += slot_size)
      if (std::ranges::find(fresh, slot + guard_size, &stack::bottom) == fresh.end())
        forget_frames(slot + guard_size, stack_size);
}

stack stack_pool::take() {
  if (free_.empty()) map_more();
  const stack s = free_.back();
  free_.pop_back();
  if (address_sanitizer) fresh_ = std::min(fresh_, free_.size());
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
  void* const begin = mmap(nullptr, size, PROT_NONE,
                           MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_STACK, -1, 0);
  if (begin == MAP_FAILED) throw std::bad_alloc();
  mappings_.push_back({static_cast<std::byte*>(begin), size});
  free_.reserve(free_.size() + stacks_per_mapping);
  // The lowest address is taken first.
  for (std::size_t i = stacks_per_mapping; i-- > 0;) {
    std::byte* const slot = static_cast<std::byte*>(begin) + i * slot_size;
    std::byte* const bottom = slot + guard_size;
    if (mprotect(bottom, stack_size, PROT_READ | PROT_WRITE) != 0) throw std::bad_alloc();
    free_.push_back({bottom, slot + slot_size - (i % colours) * colour_step});
  }
  disturb(free_);
  fresh_ = free_.size();
}

}  // namespace cutpoint::fibers
