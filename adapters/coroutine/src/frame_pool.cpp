#include <cutpoint/coroutine/frame_pool.hpp>

#include <cutpoint/kernel/kernel.hpp>
#include <cutpoint/kernel/memory_pool.hpp>

#include <cstdint>

namespace cutpoint::coroutines {
namespace {

// The frames of one kernel.
class frames final : public kernel_extension {
 public:
  void* take(std::size_t bytes) { return pool_->take(bytes); }
  void end_run() noexcept override { pool_->end_run(); }
  bool guards(const void*) const noexcept override { return false; }
  std::uint64_t live_frames() const noexcept override { return pool_->live(); }

 private:
  memory_pool::owner pool_ = memory_pool::make();
};

}  // namespace

void* allocate_frame(std::size_t size) {
  kernel* const run = find_this_kernel();
  return run != nullptr ? run->extension<frames>().take(size)
                        : memory_pool::take_without_pool(size);
}

void release_frame(void* frame) noexcept { memory_pool::give_back(frame); }

}  // namespace cutpoint::coroutines
