#pragma once

#include <cutpoint/coroutine/frame_pool.hpp>
#include <cutpoint/trace/site.hpp>

#include <coroutine>
#include <cstddef>
#include <exception>
#include <utility>

namespace cutpoint::coroutines {

class generator_owner;

/// What the promises of all generators share: where they are suspended, and how those hang together
/// of which one delegates to the next.
///
/// The outermost generator of such a chain knows the innermost, its leaf, and whoever uses the
/// outermost resumes the leaf. So a chain costs a yield nothing, and no stack grows.
class generator_frame {
 public:
  generator_frame(const generator_frame&) = delete;
  generator_frame& operator=(const generator_frame&) = delete;

  static void* operator new(std::size_t size) { return allocate_frame(size); }
  static void operator delete(void* frame) noexcept { release_frame(frame); }

  std::suspend_always initial_suspend() const noexcept { return {}; }
  std::suspend_always final_suspend() const noexcept { return {}; }
  void return_void() const noexcept {}
  void unhandled_exception() noexcept;

  template <class Awaited>
  void await_transform(Awaited&&) const {
    static_assert(
        sizeof(Awaited) == 0,
        "a generator is synchronous: it may co_yield, but not co_await. Await in the task "
        "that uses it and send the result in; on a fiber, await() works inside it too");
  }

 protected:
  explicit generator_frame(std::coroutine_handle<> frame) : frame_(frame), leaf_(this) {}
  ~generator_frame() = default;

  /// Called when the generator goes on behind a yield, or behind one that it delegated to.
  void arrive() {
    if (incoming_) [[unlikely]]
      std::rethrow_exception(std::exchange(incoming_, nullptr));
  }
  void suspend_at(site where) noexcept { yielded_at_ = where; }
  /// Makes the generator of `inner` the one that yields in the place of this one.
  void delegate(generator_owner& inner);

 private:
  friend class generator_owner;

  bool executing() const noexcept { return running_ || outer_ != nullptr; }

  std::coroutine_handle<> frame_;
  generator_owner* owner_ = nullptr;
  generator_frame* leaf_;             // of an outermost one: the innermost
  generator_frame* outer_ = nullptr;  // delegates to this one
  generator_frame* inner_ = nullptr;  // this one has just delegated to it
  std::exception_ptr incoming_;       // to be thrown where it goes on
  std::exception_ptr error_;          // what left its body
  site yielded_at_;
  site resumed_at_;
  bool started_ = false;
  bool running_ = false;
  bool exited_ = false;  // what left its body was a generator_exit
};

/// Owns a generator and leads it through its life. The part of `generator<Y, S>` that knows no
/// types.
class generator_owner {
 public:
  generator_owner(generator_owner&& other) noexcept;
  generator_owner& operator=(generator_owner&& other) noexcept;

  /// Ends the generator: `generator_exit` is thrown at the yield at which it is suspended, its
  /// destructors and handlers run, and its frame is destroyed. One that has not started runs
  /// nothing of its body; one that has ended, or was closed before, is left alone.
  ///
  /// Errors: what the cleanup throws; `ignored_generator_exit`, but under check the finding
  /// "suspended after stop", where the generator yields again, and then stays suspended;
  /// `generator_error` where it is executing.
  void close(label operation = "generator.close",
             std::source_location where = std::source_location::current());

  /// Returns: true when the generator has ended; one that has not started has not.
  bool done() const noexcept { return frame_ == nullptr; }

 protected:
  explicit generator_owner(generator_frame& frame) : frame_(&frame) { frame.owner_ = this; }
  ~generator_owner();

  void require_idle() const;
  void require_fresh() const;
  void require_started() const;
  /// Resumes the leaf. Returns: the one that has yielded; null where the outermost has ended.
  /// Requires: it is idle.
  generator_frame* resume(site where);
  /// Throws `error` at the yield. Returns: the same.
  generator_frame* resume_with(std::exception_ptr error, site where);

  generator_frame& leaf() const { return *frame_->leaf_; }
  site resumed_at() const { return frame_->resumed_at_; }

 private:
  friend class generator_frame;

  static bool run(generator_frame& root);
  static void finish(generator_frame& ended) noexcept;
  static std::exception_ptr exit_chain(generator_frame& root, site where);
  static std::exception_ptr ignored(const generator_frame& in, site where);
  void close_in_destructor() noexcept;

  generator_frame* frame_;
};

}  // namespace cutpoint::coroutines
