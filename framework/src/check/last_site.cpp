#include "last_site.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace cutpoint {
namespace {

bool is_suspension(const event_record& e) {
  switch (e.kind) {
    case event_kind::pass:
    case event_kind::poll:
    case event_kind::yield:
    case event_kind::park:
    case event_kind::take:
    case event_kind::throws:
      return true;
    default:
      return false;
  }
}

}  // namespace

std::string last_site(std::string_view path, std::span<const event_record> events) {
  const auto last = std::find_if(events.rbegin(), events.rend(), [&](const event_record& e) {
    return e.task == path && is_suspension(e);
  });
  if (last == events.rend()) return {};
  const std::string ordinal = last->ordinal > 1 ? fmt::format("#{}", last->ordinal) : "";
  const std::string_view file =
      std::string_view(last->file).substr(last->file.find_last_of('/') + 1);
  const std::string place = last->line > 0 ? fmt::format(" ({}:{})", file, last->line) : "";
  return fmt::format("{}{}{}", last->subject, ordinal, place);
}

}  // namespace cutpoint
