#pragma once

// What AddressSanitizer has to be told about stacks. Every function is empty without it.

#include <cutpoint/kernel/address_sanitizer.hpp>

#include <cstddef>

#ifdef CUTPOINT_ADDRESS_SANITIZER
#include <sanitizer/asan_interface.h>
#include <sanitizer/common_interface_defs.h>
#endif

namespace cutpoint::fibers {

#ifdef CUTPOINT_ADDRESS_SANITIZER
inline constexpr bool address_sanitizer = true;

inline void start_switch(void** fake_stack, const void* bottom, std::size_t size) {
  __sanitizer_start_switch_fiber(fake_stack, bottom, size);
}
inline void finish_switch(void* fake_stack, const void** bottom, std::size_t* size) {
  __sanitizer_finish_switch_fiber(fake_stack, bottom, size);
}
// Frames that never return leave their red zones in the shadow of the stack.
inline void forget_frames(const void* bottom, std::size_t size) {
  __asan_unpoison_memory_region(bottom, size);
}
#else
inline constexpr bool address_sanitizer = false;

inline void start_switch(void**, const void*, std::size_t) {}
inline void finish_switch(void*, const void**, std::size_t*) {}
inline void forget_frames(const void*, std::size_t) {}
#endif

}  // namespace cutpoint::fibers
