// What holds of every text that is read as a trace, for libFuzzer and for the tests, which replay
// the corpus: it is a trace, which is then written and read back as the same one; or it is none,
// and the error says in which line and column, what was expected there and what was found.

#include <cutpoint/trace/trace_file.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <variant>

namespace {

void require(bool holds, const char* what, std::string_view text) {
  if (holds) return;
  std::fprintf(stderr, "%s:\n%.*s\n", what, static_cast<int>(text.size()), text.data());
  std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto parsed = cutpoint::parse_trace(text);
  if (const auto* const error = std::get_if<cutpoint::trace_error>(&parsed)) {
    const auto lines = static_cast<std::size_t>(1 + std::ranges::count(text, '\n'));
    require(error->line >= 1 && error->line <= lines, "no such line", text);
    require(error->column >= 1 && error->column <= size + 1, "no such column", text);
    require(error->message.find("expected ") != std::string::npos, error->message.c_str(), text);
    require(error->message.find("found ") != std::string::npos, error->message.c_str(), text);
    require(error->message.find('\n') == std::string::npos, "an error of two lines", text);
    return 0;
  }
  const auto& read = std::get<cutpoint::trace>(parsed);
  const auto again = cutpoint::parse_trace(cutpoint::format_trace(read));
  const auto* const same = std::get_if<cutpoint::trace>(&again);
  require(same != nullptr && *same == read, "not the same when it is read back", text);
  return 0;
}
