#include "lint/quoted_code.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace cutpoint::lint {
namespace {

using lines = std::vector<std::string_view>;

struct block {
  std::size_t line = 0;  // of its first fence
  std::string_view language;
  std::string_view from;  // empty where no line before it names a file
  lines text;
};

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

bool is_fence(std::string_view line) {
  return trimmed(line).starts_with("```") || trimmed(line).starts_with("~~~");
}

std::string_view named_in(std::string_view line) {
  constexpr std::string_view begin = "<!-- from ";
  constexpr std::string_view end = " -->";
  if (!line.starts_with(begin) || !line.ends_with(end)) return {};
  return line.substr(begin.size(), line.size() - begin.size() - end.size());
}

std::vector<block> blocks_of(const source_file& document) {
  const lines all = lines_of(document.text);
  std::vector<block> found;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (!is_fence(all[i])) continue;
    block& b = found.emplace_back();
    b.line = i + 1;
    b.language = trimmed(trimmed(all[i]).substr(3));
    if (i > 0) b.from = named_in(all[i - 1]);
    for (++i; i < all.size() && !is_fence(all[i]); ++i) b.text.push_back(all[i]);
  }
  return found;
}

std::size_t indentation(const lines& text) {
  std::size_t least = std::string_view::npos;
  for (const std::string_view line : text)
    if (!trimmed(line).empty()) least = std::min(least, line.find_first_not_of(' '));
  return least == std::string_view::npos ? 0 : least;
}

// Of each line, what stands behind the first `count` blanks.
lines without_indentation(lines text, std::size_t count) {
  for (std::string_view& line : text) line = line.substr(std::min(count, line.size()));
  return text;
}

bool stands_in(const lines& wanted, const lines& file) {
  const lines quote = without_indentation(wanted, indentation(wanted));
  for (std::size_t at = 0; at + quote.size() <= file.size(); ++at) {
    const auto begin = file.begin() + static_cast<std::ptrdiff_t>(at);
    const lines here(begin, begin + static_cast<std::ptrdiff_t>(quote.size()));
    if (without_indentation(here, indentation(here)) == quote) return true;
  }
  return false;
}

bool can_hold(std::string_view path, std::string_view language) {
  if (language == "cpp") return is_cpp(path);
  if (language == "cmake") return path.ends_with("CMakeLists.txt") || path.ends_with(".cmake");
  if (language == "yaml") return path.ends_with(".yml");
  return true;
}

bool looks_like_code(std::string_view line) {
  line = trimmed(line);
  return line.starts_with("#include") || line.ends_with(';') || line.ends_with("{");
}

std::string complaint_about(const block& b, const std::vector<source_file>& files) {
  static constexpr std::array quoted = {"cpp", "cmake", "yaml"};
  static constexpr std::array others = {"", "python"};
  const bool is_code = std::ranges::find(quoted, b.language) != quoted.end();
  if (!is_code && std::ranges::find(others, b.language) == others.end())
    return "shows code of a language that nobody checks: " + std::string(b.language);
  if (b.from.empty() && is_code) return "shows code that is from no file";
  if (b.from.empty())
    return std::ranges::any_of(b.text, looks_like_code) ? "shows code without its language" : "";
  const auto file = std::ranges::find(files, b.from, &source_file::path);
  if (file == files.end() || !can_hold(b.from, b.language) || b.text.empty() ||
      !stands_in(b.text, lines_of(file->text)))
    return "quotes what does not stand in " + std::string(b.from);
  return {};
}

}  // namespace

std::vector<complaint> check_quoted_code(const std::vector<source_file>& files) {
  std::vector<complaint> found;
  for (const source_file& document : files) {
    if (!document.path.ends_with(".md")) continue;
    for (const block& b : blocks_of(document))
      if (std::string why = complaint_about(b, files); !why.empty())
        found.push_back({document.path, b.line, std::move(why)});
  }
  return found;
}

}  // namespace cutpoint::lint
