// The oracle says `main/a waits at lock#1 for main/b at account.cpp:41`, one note for each task.
// The part behind the site may be missing, as may the place.

#include "wait_graph.hpp"

#include <string_view>

namespace cutpoint {
namespace {

constexpr std::string_view waits_at = " waits at ";
constexpr std::string_view for_main = " for main";  // every path begins with it

endless_wait wait_in(const std::string& note, std::size_t site_at) {
  const std::string_view text = note;
  // A place stands last.
  std::string_view rest = text.substr(site_at + waits_at.size());
  rest = rest.substr(0, rest.rfind(" at "));
  const std::size_t on_at = rest.rfind(for_main);
  const std::string_view on =
      on_at == std::string_view::npos ? "" : rest.substr(on_at + for_main.size() - 4);
  return {.task = std::string(text.substr(0, site_at)),
          .site = std::string(rest.substr(0, on_at)),
          .on = std::string(on),
          .text = note};
}

}  // namespace

std::vector<endless_wait> waits_in(const finding& f) {
  std::vector<endless_wait> waits;
  if (f.identity.by != oracle::deadlock) return waits;
  for (const std::string& note : f.notes)
    if (const std::size_t at = note.find(waits_at); at != std::string::npos)
      waits.push_back(wait_in(note, at));
  return waits;
}

}  // namespace cutpoint
