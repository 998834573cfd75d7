#include <cutpoint/asio/note_creation.hpp>

#include "world.hpp"

#include <string>
#include <string_view>

namespace cutpoint::asio::detail {

void note_creation(const char* object, const char* operation) {
  const std::string_view what = object;
  if (what == "strand_executor" || what == "io_context") return;  // how handlers get where they run
  const std::string name(what == "deadline_timer" ? "timer" : what);
  world::note_if_unnamed(name + "." + operation);
}

}  // namespace cutpoint::asio::detail
