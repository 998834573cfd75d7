#include <cutpoint/trace/finding.hpp>

#include <algorithm>
#include <array>
#include <cstddef>

namespace cutpoint {

namespace {

// In the order of the enumerators.
constexpr std::array<std::string_view, 14> oracle_names = {
    "death",
    "not deterministic",
    "double release",
    "invariant",
    "unhandled exception",
    "suspended after stop",
    "deadlock",
    "leak",
    "orphan",
    "swallowed stop",
    "ignored stop",
    "foreign stop",
    "livelock",
    "nothing explored",
};
static_assert(oracle_names.size() == static_cast<std::size_t>(oracle::nothing_explored) + 1);

constexpr std::string_view digits = "0123456789";

std::string_view without_ordinal(std::string_view name) {
  const std::size_t mark = name.rfind('#');
  if (mark == std::string_view::npos) return name;
  const std::string_view ordinal = name.substr(mark + 1);
  const bool is_number =
      !ordinal.empty() && ordinal.find_first_not_of(digits) == std::string_view::npos;
  return is_number ? name.substr(0, mark) : name;
}

}  // namespace

std::string_view name_of(oracle o) { return oracle_names[static_cast<std::size_t>(o)]; }

std::optional<oracle> find_oracle(std::string_view text) {
  const auto found = std::find(oracle_names.begin(), oracle_names.end(), text);
  if (found == oracle_names.end()) return std::nullopt;
  return static_cast<oracle>(found - oracle_names.begin());
}

std::string without_ordinals(std::string_view path) {
  std::string result;
  while (true) {
    const std::size_t slash = path.find('/');
    result += without_ordinal(path.substr(0, slash));
    if (slash == std::string_view::npos) return result;
    result += '/';
    path.remove_prefix(slash + 1);
  }
}

}  // namespace cutpoint
