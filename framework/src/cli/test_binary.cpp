// A test binary that obeys the environment holds the names of its variables, because the library
// that reads them is linked in. So it can be told from any other program without running it.

#include "test_binary.hpp"

#include "bad_input.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <string_view>
#include <system_error>
#include <vector>

namespace cutpoint::cli {
namespace {

constexpr std::string_view elf_mark =
    "\x7f"
    "ELF";
constexpr std::string_view cutpoint_mark = "CUTPOINT_BUDGET: expected";

bool holds(std::ifstream& file, std::string_view mark) {
  constexpr std::size_t piece = 1 << 20;
  std::string window;
  std::vector<char> buffer(piece);
  while (file) {
    file.read(buffer.data(), static_cast<std::streamsize>(piece));
    window.append(buffer.data(), static_cast<std::size_t>(file.gcount()));
    if (window.find(mark) != std::string::npos) return true;
    if (window.size() > mark.size()) window.erase(0, window.size() - mark.size());
  }
  return false;
}

}  // namespace

void require_test_binary(const std::string& path) {
  std::error_code error;
  const std::filesystem::file_status status = std::filesystem::status(path, error);
  if (!std::filesystem::exists(status))
    throw bad_input(
        fmt::format("{}: expected a test binary, found no such file; build it first, or "
                    "mend the path",
                    path));
  if (std::filesystem::is_directory(status))
    throw bad_input(
        fmt::format("{}: expected a test binary, found a folder; name the files in it", path));
  if (access(path.c_str(), X_OK) != 0)
    throw bad_input(fmt::format("{}: expected a test binary, found a file that cannot be run: {}",
                                path, std::strerror(errno)));
  std::ifstream file(path, std::ios::binary);
  std::string start(elf_mark.size(), '\0');
  file.read(start.data(), static_cast<std::streamsize>(start.size()));
  if (start != elf_mark) return;
  if (!holds(file, cutpoint_mark))
    throw bad_input(
        fmt::format("{}: expected a test binary that is linked with Cutpoint, found another "
                    "program; link it with cutpoint::gtest and write a CUTPOINT_TEST",
                    path));
}

std::string startable(const std::string& path) {
  return path.find('/') == std::string::npos ? "./" + path : path;
}

}  // namespace cutpoint::cli
