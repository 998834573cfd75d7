#include <cutpoint/check/minimality.hpp>

#include <fmt/format.h>

#include <string_view>

namespace cutpoint {
namespace {

std::string counted(std::uint64_t count, std::string_view one) {
  return fmt::format("{} {}{}", count, one, count == 1 ? "" : "s");
}

}  // namespace

std::string in_words(const minimality& m) {
  if (m.proved && m.deviations == 0) return "proved: no run comes before the undisturbed one";
  if (m.proved)
    return fmt::format(
        "proved: no failing run has fewer deviations, and none with as many comes earlier ({})",
        counted(m.runs, "run"));
  if (m.deviations == 0) return fmt::format("nothing is proved: {}", m.obstacle);
  std::string text = fmt::format("proved so far: no failing run has fewer than {}",
                                 counted(m.deviations, "deviation"));
  if (m.stops > 0)
    text +=
        fmt::format(", and none with {} has fewer than {}", m.deviations, counted(m.stops, "stop"));
  return text + fmt::format(" ({}); then {}", counted(m.runs, "run"), m.obstacle);
}

}  // namespace cutpoint
