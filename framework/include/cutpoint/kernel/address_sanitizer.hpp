#pragma once

/// CUTPOINT_ADDRESS_SANITIZER is defined in code that is compiled for AddressSanitizer, which g++
/// and clang tell in different ways.
#if defined(__SANITIZE_ADDRESS__)
#define CUTPOINT_ADDRESS_SANITIZER 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define CUTPOINT_ADDRESS_SANITIZER 1
#endif
#endif
