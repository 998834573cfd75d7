#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace cutpoint {

/// What a sanitizer wrote before it ended the process.
struct sanitizer_report {
  std::string sanitizer;  ///< `AddressSanitizer`; empty: there is no report
  std::string kind;       ///< `heap-use-after-free`, `undefined behavior`
  std::string what;       ///< the kind, or a sentence; without addresses
};

sanitizer_report find_sanitizer_report(std::string_view last_words);

/// Returns: whether the C++ runtime says so at the end.
bool ends_in_pure_virtual_call(std::string_view last_words);

/// Returns: the lines that a reader wants: the head of a sanitizer's report, else the last ones.
std::vector<std::string> lines_to_show(std::string_view last_words);

}  // namespace cutpoint
