#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>

namespace cutpoint {

/// Memory for small objects of one kernel, used again from run to run.
///
/// Objects may outlive their run, and even the pool's owner: the pool goes with the last of both.
/// Under AddressSanitizer nothing is used again, so that it sees what is used after it has gone.
/// Threads: the kernel's.
class memory_pool {
 public:
  struct owner_gone {
    void operator()(memory_pool* pool) const noexcept { pool->orphan(); }
  };
  using owner = std::unique_ptr<memory_pool, owner_gone>;  ///< holds a pool
  static owner make() { return owner(new memory_pool); }   ///< Returns: an empty pool.

  /// Returns: memory, aligned as by `operator new`. Errors: `std::bad_alloc`. Cost: a pop.
  void* take(std::size_t bytes);
  /// Returns: the same from nowhere, for an object that is made outside a run.
  static void* take_without_pool(std::size_t bytes);
  /// Gives back what was taken, to where it came from. Cost: a push.
  static void give_back(void* memory) noexcept;

  /// Returns: how many objects that were made in this run are still there.
  std::uint64_t live() const noexcept { return live_; }
  /// Takes back what the run left, for the next one.
  void end_run() noexcept {
    live_ = 0;
    ++run_;
  }

 private:
  struct header;
  struct free_block {
    free_block* next;
  };
  static constexpr std::size_t classes = 32;

  memory_pool() = default;
  ~memory_pool();
  void keep(header* block) noexcept;
  void orphan() noexcept;

  std::array<free_block*, classes> free_{};
  std::uint64_t outstanding_ = 0;
  std::uint64_t live_ = 0;
  std::uint32_t run_ = 0;
  bool orphaned_ = false;
};

/// Returns: memory from the pool of the run in progress; outside a run, from nowhere. It is given
/// back by `memory_pool::give_back`.
void* take_from_run(std::size_t bytes);

/// Makes standard containers and shared objects in the memory of the run in progress.
template <class T>
struct run_allocator {
  using value_type = T;

  run_allocator() = default;
  /// Any type's allocator is any other's.
  template <class Other>
  run_allocator(const run_allocator<Other>&) noexcept {}  // NOLINT: implicit, as the standard asks

  /// Returns: memory of the current run's pool.
  T* allocate(std::size_t count) {
    if constexpr (over_aligned)
      return std::allocator<T>().allocate(count);
    else
      return static_cast<T*>(take_from_run(count * sizeof(T)));
  }
  /// Gives memory back to the pool that it is from.
  void deallocate(T* memory, std::size_t count) noexcept {
    if constexpr (over_aligned)
      std::allocator<T>().deallocate(memory, count);
    else
      memory_pool::give_back(memory);
  }

  friend bool operator==(const run_allocator&, const run_allocator&) { return true; }

 private:
  static constexpr bool over_aligned = alignof(T) > alignof(std::max_align_t);
};

}  // namespace cutpoint
