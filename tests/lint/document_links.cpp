#include "lint/document_links.hpp"

#include <algorithm>
#include <filesystem>
#include <regex>
#include <string>

namespace cutpoint::lint {
namespace {

bool is_there(const std::string& name, const std::string& document,
              const std::vector<source_file>& files) {
  namespace fs = std::filesystem;
  const auto has = [&](const fs::path& path) {
    return std::ranges::find(files, path.lexically_normal().generic_string(), &source_file::path) !=
           files.end();
  };
  return has(fs::path(document).parent_path() / name) || has(name);
}

}  // namespace

std::vector<complaint> check_document_links(const std::vector<source_file>& files) {
  static const std::regex named(R"(\]\(([^)#:& ]+)(?:#[^)]*)?\)|`([\w.-]+/[\w./-]+\.md)`)");
  std::vector<complaint> found;
  for (const source_file& document : files) {
    if (!document.path.ends_with(".md")) continue;
    std::size_t number = 0;
    bool in_block = false;
    for (const std::string_view line : lines_of(document.text)) {
      ++number;
      if (line.starts_with("```")) in_block = !in_block;
      if (in_block) continue;
      const std::string text(line);
      for (std::sregex_iterator m(text.begin(), text.end(), named), end; m != end; ++m) {
        const std::string name = (*m)[1].matched ? (*m)[1].str() : (*m)[2].str();
        if (!is_there(name, document.path, files))
          found.push_back({document.path, number, "there is no " + name});
      }
    }
  }
  return found;
}

}  // namespace cutpoint::lint
