#include <cutpoint/kernel/memory_pool.hpp>

#include <cutpoint/kernel/address_sanitizer.hpp>
#include <cutpoint/kernel/kernel.hpp>

#include <new>
#include <utility>

namespace cutpoint {
namespace {

#ifdef CUTPOINT_ADDRESS_SANITIZER
constexpr bool pooled = false;
#else
constexpr bool pooled = true;
#endif

constexpr std::size_t grain = 64;

}  // namespace

// In front of every object.
struct alignas(std::max_align_t) memory_pool::header {
  memory_pool* origin;  // null: made outside a run
  std::uint32_t size_class;
  std::uint32_t run;  // of those that the pool has seen
};

void* memory_pool::take(std::size_t bytes) {
  const std::size_t size_class = (bytes + sizeof(header) + grain - 1) / grain;
  void* memory = nullptr;
  if (pooled && size_class < classes && free_[size_class] != nullptr) {
    free_block* const found = free_[size_class];
    free_[size_class] = found->next;
    memory = found;
  } else {
    memory = ::operator new(size_class * grain);
  }
  ++outstanding_;
  ++live_;
  return new (memory) header{this, static_cast<std::uint32_t>(size_class), run_} + 1;
}

void* memory_pool::take_without_pool(std::size_t bytes) {
  return new (::operator new(bytes + sizeof(header))) header{nullptr, 0, 0} + 1;
}

void memory_pool::give_back(void* memory) noexcept {
  header* const block = static_cast<header*>(memory) - 1;
  if (block->origin != nullptr)
    block->origin->keep(block);
  else
    ::operator delete(block);
}

void memory_pool::keep(header* block) noexcept {
  --outstanding_;
  if (block->run == run_) --live_;
  const std::size_t size_class = block->size_class;
  if (pooled && size_class < classes)
    free_[size_class] = new (block) free_block{free_[size_class]};
  else
    ::operator delete(block);
  if (orphaned_ && outstanding_ == 0) [[unlikely]]
    delete this;
}

void memory_pool::orphan() noexcept {
  orphaned_ = true;
  if (outstanding_ == 0) delete this;
}

memory_pool::~memory_pool() {
  for (free_block* first : free_)
    while (first != nullptr) ::operator delete(std::exchange(first, first->next));
}

void* take_from_run(std::size_t bytes) {
  kernel* const run = find_this_kernel();
  return run != nullptr ? run->memory().take(bytes) : memory_pool::take_without_pool(bytes);
}

}  // namespace cutpoint
