#include "text_file.hpp"

#include "bad_input.hpp"
#include "check/write_file.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>
#include <system_error>
#include <variant>

namespace cutpoint::cli {

std::string read_text(const std::filesystem::path& path) {
  std::error_code ignored;
  // A folder can be opened, and throws when it is read.
  if (std::filesystem::is_directory(path, ignored))
    throw bad_input(fmt::format("{}: expected a file, found a folder", path.string()));
  errno = 0;
  std::ifstream file(path, std::ios::binary);
  if (!file)
    throw bad_input(fmt::format("{}: cannot be read: {}", path.string(),
                                errno != 0 ? std::strerror(errno) : "unknown reason"));
  return std::string(std::istreambuf_iterator<char>(file), {});
}

void write_text(const std::filesystem::path& path, std::string_view text, std::string_view option) {
  if (const std::string why = write_file(path, text); !why.empty())
    throw bad_input(fmt::format("{}: cannot be written: {}; give another place {}", path.string(),
                                why, option));
}

trace read_trace_file(const std::filesystem::path& path) {
  auto parsed = parse_trace(read_text(path));
  if (const auto* const why = std::get_if<trace_error>(&parsed))
    throw bad_input(
        fmt::format("{}:{}:{}: {}", path.string(), why->line, why->column, why->message));
  return std::get<trace>(std::move(parsed));
}

}  // namespace cutpoint::cli
