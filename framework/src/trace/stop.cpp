#include <cutpoint/trace/stop.hpp>

namespace cutpoint {

std::string_view name_of(stop_mode mode) {
  switch (mode) {
    case stop_mode::edge:
      return "edge";
    case stop_mode::level:
      return "level";
    case stop_mode::drop:
      return "drop";
    case stop_mode::request:
      return "request";
  }
  return {};
}

std::string_view name_of(window w) {
  switch (w) {
    case window::before_start:
      return "before_start";
    case window::parked:
      return "parked";
    case window::granted:
      return "granted";
    case window::ready:
      return "ready";
    case window::in_cleanup:
      return "in_cleanup";
  }
  return {};
}

std::optional<stop_mode> find_stop_mode(std::string_view text) {
  for (const stop_mode mode : all_stop_modes) {
    if (name_of(mode) == text) return mode;
  }
  return std::nullopt;
}

std::optional<window> find_window(std::string_view text) {
  for (const window w : all_windows) {
    if (name_of(w) == text) return w;
  }
  return std::nullopt;
}

}  // namespace cutpoint
