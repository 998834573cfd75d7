#include <cutpoint/coroutine/frame_pool.hpp>

#include <cutpoint/kernel/kernel.hpp>

#include <array>
#include <cstdint>
#include <new>
#include <utility>

#if defined(__SANITIZE_ADDRESS__)
#define CUTPOINT_ASAN 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define CUTPOINT_ASAN 1
#endif
#endif

namespace cutpoint::coroutines {
namespace {

// A frame that is used after it was destroyed is what a sanitizer is to see, so nothing is pooled
// under one.
#ifdef CUTPOINT_ASAN
constexpr bool pooled = false;
#else
constexpr bool pooled = true;
#endif

constexpr std::size_t grain = 64;
constexpr std::size_t classes = 32;

class pool;

// In front of every frame.
struct alignas(std::max_align_t) header {
  pool* origin;  // null: the frame was made outside a run
  std::uint32_t size_class;
  std::uint32_t run;  // of those that the pool has seen
};

// Lives until its kernel and the last of its frames are gone.
class pool {
 public:
  void* take(std::size_t bytes) {
    const std::size_t size_class = (bytes + grain - 1) / grain;
    void* memory = nullptr;
    if (pooled && size_class < classes && free_[size_class] != nullptr) {
      free_frame* const found = free_[size_class];
      free_[size_class] = found->next;
      memory = found;
    } else {
      memory = ::operator new(size_class * grain);
    }
    ++outstanding_;
    ++live_;
    return new (memory) header{this, static_cast<std::uint32_t>(size_class), run_} + 1;
  }

  void give_back(header* frame) noexcept {
    --outstanding_;
    if (frame->run == run_) --live_;
    const std::size_t size_class = frame->size_class;
    if (pooled && size_class < classes)
      free_[size_class] = new (frame) free_frame{free_[size_class]};
    else
      ::operator delete(frame);
    if (orphaned_ && outstanding_ == 0) delete this;
  }

  void end_run() noexcept {
    live_ = 0;
    ++run_;
  }

  std::uint64_t live() const noexcept { return live_; }

  void orphan() noexcept {
    orphaned_ = true;
    if (outstanding_ == 0) delete this;
  }

 private:
  struct free_frame {
    free_frame* next;
  };

  ~pool() {
    for (free_frame* first : free_)
      while (first != nullptr) ::operator delete(std::exchange(first, first->next));
  }

  std::array<free_frame*, classes> free_{};
  std::uint64_t outstanding_ = 0;
  std::uint64_t live_ = 0;  // of the run in progress
  std::uint32_t run_ = 0;
  bool orphaned_ = false;
};

// The frames of one kernel.
class frames final : public kernel_extension {
 public:
  ~frames() override { pool_->orphan(); }

  void* take(std::size_t bytes) { return pool_->take(bytes); }
  void end_run() noexcept override { pool_->end_run(); }
  bool guards(const void*) const noexcept override { return false; }
  std::uint64_t live_frames() const noexcept override { return pool_->live(); }

 private:
  pool* pool_ = new pool;
};

}  // namespace

void* allocate_frame(std::size_t size) {
  const std::size_t bytes = size + sizeof(header);
  if (kernel* const run = find_this_kernel()) return run->extension<frames>().take(bytes);
  return new (::operator new(bytes)) header{nullptr, 0, 0} + 1;
}

void release_frame(void* frame) noexcept {
  header* const front = static_cast<header*>(frame) - 1;
  if (front->origin != nullptr)
    front->origin->give_back(front);
  else
    ::operator delete(front);
}

}  // namespace cutpoint::coroutines
