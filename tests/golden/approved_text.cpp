#include "golden/approved_text.hpp"

#include "files/temporary_folder.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string_view>
#include <vector>

namespace cutpoint::golden {
namespace {

bool approving() {
  const char* const wish = std::getenv("CUTPOINT_APPROVE");
  return wish != nullptr && std::string_view(wish) == "1";
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

// The lines that differ, between what both texts begin with and what both end with, and a few
// before them.
std::string difference(const std::string& approved, const std::string& actual) {
  const std::vector<std::string> was = lines_of(approved);
  const std::vector<std::string> is = lines_of(actual);
  const auto first = static_cast<std::size_t>(std::ranges::mismatch(was, is).in1 - was.begin());
  std::size_t same_at_end = 0;
  while (same_at_end < std::min(was.size(), is.size()) - first &&
         was[was.size() - 1 - same_at_end] == is[is.size() - 1 - same_at_end])
    ++same_at_end;
  std::string text = "line " + std::to_string(first + 1) + ":\n";
  for (std::size_t i = first - std::min<std::size_t>(first, 3); i < first; ++i)
    text += "  " + was[i] + "\n";
  for (std::size_t i = first; i < was.size() - same_at_end; ++i) text += "- " + was[i] + "\n";
  for (std::size_t i = first; i < is.size() - same_at_end; ++i) text += "+ " + is[i] + "\n";
  return text;
}

}  // namespace

std::filesystem::path approved_path(const std::string& file_name) {
  return std::filesystem::path(CUTPOINT_SOURCE_DIR) / "tests" / "golden" / "approved" / file_name;
}

::testing::AssertionResult is_approved(const std::string& file_name, const std::string& text) {
  const std::filesystem::path path = approved_path(file_name);
  if (approving()) {
    std::ofstream(path, std::ios::binary) << text;
    return ::testing::AssertionSuccess();
  }
  const std::string approved = files::read_file(path);
  if (approved == text) return ::testing::AssertionSuccess();
  return ::testing::AssertionFailure()
         << path.string() << " differs at " << difference(approved, text)
         << "If the new text is right, run this test with CUTPOINT_APPROVE=1 and review the "
            "change.";
}

}  // namespace cutpoint::golden
