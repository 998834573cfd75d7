#include "last_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cstddef>

namespace cutpoint {
namespace {

constexpr std::size_t most_lines = 24;

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t length = text.find('\n');
    lines.push_back(text.substr(0, length));
    text.remove_prefix(length == std::string_view::npos ? text.size() : length + 1);
  }
  return lines;
}

bool has(std::string_view line, std::string_view part) {
  return line.find(part) != std::string_view::npos;
}

bool begins_report(std::string_view line) {
  return has(line, "ERROR: AddressSanitizer") || has(line, "WARNING: MemorySanitizer") ||
         has(line, "WARNING: ThreadSanitizer") || has(line, ": runtime error: ");
}

// An address differs from process to process.
std::string without_addresses(std::string_view text) {
  std::string result;
  for (std::size_t i = 0; i < text.size();) {
    if (text.substr(i, 2) != "0x") {
      result += text[i++];
      continue;
    }
    result += "0x...";
    for (i += 2; i < text.size() && std::isxdigit(static_cast<unsigned char>(text[i])) != 0;) ++i;
  }
  return result;
}

std::string_view behind(std::string_view line, std::string_view part) {
  const std::size_t at = line.find(part);
  return at == std::string_view::npos ? std::string_view() : line.substr(at + part.size());
}

}  // namespace

sanitizer_report find_sanitizer_report(std::string_view last_words) {
  for (const std::string_view line : lines_of(last_words)) {
    if (const std::string_view what = behind(line, ": runtime error: "); !what.empty())
      return {"UndefinedBehaviorSanitizer", "undefined behavior", without_addresses(what)};
    // SUMMARY: AddressSanitizer: heap-use-after-free file.cpp:12:3 in function
    const std::string_view summary = behind(line, "SUMMARY: ");
    const std::size_t colon = summary.find(": ");
    if (colon == std::string_view::npos || !summary.substr(0, colon).ends_with("Sanitizer"))
      continue;
    std::string_view kind = summary.substr(colon + 2);
    kind = kind.substr(0, kind.find(' '));
    return {std::string(summary.substr(0, colon)), std::string(kind), std::string(kind)};
  }
  return {};
}

bool ends_in_pure_virtual_call(std::string_view last_words) {
  return last_words.ends_with("pure virtual method called\n");
}

std::vector<std::string> lines_to_show(std::string_view last_words) {
  const std::vector<std::string_view> lines = lines_of(last_words);
  auto first = std::ranges::find_if(lines, begins_report);
  if (first == lines.end())
    first = lines.end() - static_cast<std::ptrdiff_t>(std::min(most_lines, lines.size()));
  std::vector<std::string> shown;
  for (; first != lines.end() && shown.size() < most_lines; ++first)
    shown.push_back(fmt::format("| {}", *first));
  return shown;
}

}  // namespace cutpoint
