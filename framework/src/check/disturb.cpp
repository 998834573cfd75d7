// Small blocks are what programs mostly allocate. The C library keeps freed ones of each size and
// hands out the one first that was freed last, so freeing them in rising order makes the next
// allocations fall. Blocks between them, of irregular sizes and never freed, keep neighbours from
// merging, and make distances irregular: a hash of addresses then collides differently.

#include "disturb.hpp"

#include <malloc.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <functional>

// AddressSanitizer brings its own allocator, which fills fresh memory and reuses none of it.
extern "C" [[gnu::weak]] void __asan_init(void);

namespace cutpoint {
namespace {

constexpr std::size_t grain = 16;
constexpr std::size_t largest = 1024;
constexpr std::size_t blocks_of_a_size = 24;
constexpr std::size_t depth_of_stack = 64 * 1024;

void fill_small_blocks(const disturbance& d) {
  std::uint32_t irregular = 1;
  for (std::size_t size = grain + 8; size <= largest; size += grain) {
    std::array<void*, blocks_of_a_size> blocks{};
    for (void*& block : blocks) {
      block = std::malloc(size);
      if (block != nullptr && d.fills) std::memset(block, std::to_integer<int>(d.fill), size);
      irregular = irregular * 1664525 + 1013904223;
      [[maybe_unused]] void* const fence = std::malloc(grain + irregular % (8 * grain));
    }
    const bool falling = d.order == disturbance::addresses::falling;
    for (std::size_t i = 0; i < blocks.size(); ++i)
      std::free(blocks[falling ? i : blocks.size() - 1 - i]);
  }
}

// As many as the C library keeps at hand of each size. Sorted, because they come in any order.
void refill_blocks_at_hand(const disturbance& d) {
  constexpr std::size_t at_hand = 7;
  std::array<void*, at_hand> blocks{};
  for (std::size_t size = grain + 8; size <= largest / 2; size += grain) {
    for (void*& block : blocks) {
      block = std::malloc(size);
      if (block != nullptr && d.fills) std::memset(block, std::to_integer<int>(d.fill), size);
    }
    std::ranges::sort(blocks, std::less<>());
    if (d.order == disturbance::addresses::usual) std::ranges::reverse(blocks);
    for (void* const block : blocks) std::free(block);
  }
}

// Frames to come below this one lie in filled memory.
[[gnu::noinline]] void fill_home_stack(int byte) {
  volatile char below[depth_of_stack];
  for (std::size_t i = 0; i < sizeof below; ++i) below[i] = static_cast<char>(byte);
}

}  // namespace

void disturb_this_process(const disturbance& d) {
  set_disturbance(d);
  if (!d.memory()) return;
  if (__asan_init == nullptr) {
    // A larger block is filled with the complement when it is handed out.
    if (d.fills) mallopt(M_PERTURB, ~std::to_integer<int>(d.fill) & 0xff);
    fill_small_blocks(d);
  }
  if (d.fills) fill_home_stack(std::to_integer<int>(d.fill));
}

void disturb_next_blocks() {
  // A run of many steps is not to take many times as long.
  constexpr unsigned often = 50;
  constexpr unsigned seldom = 64;
  static unsigned asked = 0;
  if (++asked > often && asked % seldom != 0) return;
  const disturbance& d = current_disturbance();
  if (d.memory() && __asan_init == nullptr) refill_blocks_at_hand(d);
}

disturbance disturbed_one_way() {
  return {.fills = true,
          .fill = std::byte{0x55},
          .order = disturbance::addresses::usual,
          .clock = {},
          .tick = {},
          .starts = disturbance::first::creator};
}

disturbance disturbed_another_way() {
  using namespace std::chrono_literals;
  return {.fills = true,
          .fill = std::byte{0xaa},
          .order = disturbance::addresses::falling,
          .clock = 10'000h,
          .tick = 17ms,
          .starts = disturbance::first::thread};
}

}  // namespace cutpoint
