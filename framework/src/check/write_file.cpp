#include "write_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <system_error>

namespace cutpoint {
namespace {

std::string reason() { return std::strerror(errno); }

std::string write_text(int file, std::string_view text) {
  while (!text.empty()) {
    const ssize_t n = write(file, text.data(), text.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return reason();
    text.remove_prefix(static_cast<std::size_t>(n));
  }
  return fsync(file) == 0 ? std::string() : reason();
}

// So that the name outlives a stop of the machine. Where a folder cannot be synchronised, it is
// none of the kinds that need it.
void sync_folder(const std::filesystem::path& folder) {
  const int opened = open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (opened < 0) return;
  fsync(opened);
  close(opened);
}

}  // namespace

std::string write_file(const std::filesystem::path& path, std::string_view text) {
  const std::filesystem::path folder = path.has_parent_path() ? path.parent_path() : ".";
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error) return error.message();
  // Another process may write the same file.
  const std::filesystem::path draft =
      folder / fmt::format(".{}.{}.draft", path.filename().string(), getpid());
  const int file = open(draft.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  if (file < 0) return reason();
  std::string problem = write_text(file, text);
  if (close(file) != 0 && problem.empty()) problem = reason();
  if (problem.empty() && std::rename(draft.c_str(), path.c_str()) != 0) problem = reason();
  if (!problem.empty()) unlink(draft.c_str());
  if (problem.empty()) sync_folder(folder);
  return problem;
}

}  // namespace cutpoint
