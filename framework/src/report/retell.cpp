#include "retell.hpp"

#include <fmt/format.h>

#include <string>
#include <string_view>

namespace cutpoint {
namespace {

// Replaces what stands between the last `from` and the next `to`, if both are there.
void replace_between(std::string& text, std::string_view from, std::string_view to,
                     std::string_view with) {
  std::size_t begin = text.rfind(from);
  if (begin == std::string::npos) return;
  begin += from.size();
  const std::size_t end = text.find_first_of(to, begin);
  if (end != std::string::npos) text.replace(begin, end - begin, with);
}

}  // namespace

// What a program says comes before these lines, so the last ones are meant.
void retell(finding_summary& f) {
  if (!f.trace.empty())
    replace_between(f.story, "\n  replay:  ", "\n",
                    fmt::format("CUTPOINT_REPLAY={} {}", f.trace, f.replay));
  replace_between(f.story, fmt::format("; found by the {} in run ", name_of(f.phase)), ",\n",
                  std::to_string(f.runs_to_find));
}

}  // namespace cutpoint
