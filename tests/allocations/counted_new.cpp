// Replaces the global operator new by one that counts. Only its plain form is replaced: the array
// and nothrow forms call it, and nothing here is over-aligned.

#include "counted_new.hpp"

#include <cstddef>
#include <cstdlib>
#include <new>

namespace cutpoint::allocations {
namespace {

constinit std::uint64_t made = 0;

}  // namespace

std::uint64_t count() { return made; }

}  // namespace cutpoint::allocations

void* operator new(std::size_t size) {
  ++cutpoint::allocations::made;
  if (void* const memory = std::malloc(size)) return memory;
  throw std::bad_alloc();
}

void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
