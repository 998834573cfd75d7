#include "shrink_progress.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>

namespace cutpoint {
namespace {

// What is over sooner needs no word.
constexpr std::chrono::milliseconds between_lines{500};

}  // namespace

shrink_progress::shrink_progress(std::string_view name)
    : name_(name), speaks_(isatty(STDERR_FILENO) == 1), last_(std::chrono::steady_clock::now()) {}

void shrink_progress::shrunk(std::size_t deviations, std::uint64_t runs) {
  if (speaks_) say(fmt::format("{}: shrinking: size {} after {} runs\n", name_, deviations, runs));
}

void shrink_progress::proved(std::size_t deviations, std::uint64_t runs) {
  if (speaks_) say(fmt::format("{}: proving: size {} after {} runs\n", name_, deviations, runs));
}

void shrink_progress::say(std::string_view line) {
  const auto now = std::chrono::steady_clock::now();
  if (now - last_ < between_lines) return;
  last_ = now;
  fmt::print(stderr, "{}", line);
}

}  // namespace cutpoint
