#pragma once

#include <coroutine>

namespace cutpoint::foreign {

/// What a library wants to have run later: a coroutine to resume, or a function to call.
///
/// Two are equal if they resume or call the same. Lifetime: what it refers to lives until it has
/// run, was cancelled, or its flow has ended.
class continuation {
 public:
  /// Resumes `frame`.
  continuation(std::coroutine_handle<> frame)  // NOLINT: implicit by design
      : call_(resume), with_(frame.address()) {}
  /// Calls `call(with)`.
  continuation(void (*call)(void*), void* with) : call_(call), with_(with) {}

  void operator()() const { call_(with_); }
  friend bool operator==(const continuation&, const continuation&) = default;

 private:
  static void resume(void* frame) { std::coroutine_handle<>::from_address(frame).resume(); }

  void (*call_)(void*);
  void* with_;
};

}  // namespace cutpoint::foreign
