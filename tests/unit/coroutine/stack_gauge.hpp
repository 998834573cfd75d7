#pragma once

#include <cutpoint/kernel/address_sanitizer.hpp>

#include <cstdint>

namespace cutpoint::unit {

/// The C++ stack below the caller.
[[gnu::noinline]] inline std::uintptr_t stack_here() {
  return reinterpret_cast<std::uintptr_t>(__builtin_frame_address(0));
}

/// What a few dozen frames take at most, in bytes. AddressSanitizer puts red zones into each.
#ifdef CUTPOINT_ADDRESS_SANITIZER
inline constexpr std::uintptr_t few_frames = 64 * 1024;
#else
inline constexpr std::uintptr_t few_frames = 16 * 1024;
#endif

/// Notes how far the stack has grown down whenever it is looked at.
class stack_gauge {
 public:
  void look() {
    const std::uintptr_t here = stack_here();
    lowest_ = lowest_ == 0 || here < lowest_ ? here : lowest_;
    highest_ = here > highest_ ? here : highest_;
  }
  std::uintptr_t span() const { return highest_ - lowest_; }

 private:
  std::uintptr_t lowest_ = 0;
  std::uintptr_t highest_ = 0;
};

class looks_when_it_goes {
 public:
  explicit looks_when_it_goes(stack_gauge& gauge) : gauge_(&gauge) {}
  looks_when_it_goes(const looks_when_it_goes&) = delete;
  looks_when_it_goes& operator=(const looks_when_it_goes&) = delete;
  ~looks_when_it_goes() { gauge_->look(); }

 private:
  stack_gauge* gauge_;
};

}  // namespace cutpoint::unit
