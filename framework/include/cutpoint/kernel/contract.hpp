#pragma once

#include <source_location>
#include <string_view>

namespace cutpoint {

/// Reports misuse of the framework by its caller on standard error and aborts.
[[noreturn]] void misuse(std::string_view rule,
                         std::source_location where = std::source_location::current());

}  // namespace cutpoint

/// Aborts with `rule` where `condition` does not hold. For misuse, never for findings or bad input.
#define CUTPOINT_REQUIRE(condition, rule) \
  do {                                    \
    if (!(condition)) [[unlikely]]        \
      ::cutpoint::misuse(rule);           \
  } while (false)
