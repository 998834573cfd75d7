#include "lint/named_tests.hpp"

#include <cstddef>
#include <regex>

namespace cutpoint::lint {
namespace {

bool is_row(std::string_view line) { return line.starts_with("| "); }

bool is_rule_below_head(std::string_view line) { return line.starts_with("|--"); }

}  // namespace

std::set<std::string> tests_in(const std::vector<source_file>& files) {
  // Looked for where there is a TEST only: std::regex is slow on whole files.
  static const std::regex test(R"(TEST(?:_[FP])?\(\s*(\w+),\s*(\w+)\))");
  constexpr std::size_t longest = 200;
  std::set<std::string> found;
  for (const source_file& file : files) {
    if (!is_cpp(file.path)) continue;
    for (std::size_t at = file.text.find("TEST"); at != std::string::npos;
         at = file.text.find("TEST", at + 1)) {
      const std::string head = file.text.substr(at, longest);
      std::smatch m;
      if (std::regex_search(head, m, test, std::regex_constants::match_continuous))
        found.insert(m[1].str() + "." + m[2].str());
    }
  }
  return found;
}

std::vector<std::string> tests_named_in(std::string_view text) {
  static const std::regex named(R"(`([A-Z]\w*\.[A-Z]\w*)`)");
  const std::string searched(text);
  std::vector<std::string> found;
  for (std::sregex_iterator m(searched.begin(), searched.end(), named), end; m != end; ++m)
    found.push_back((*m)[1].str());
  return found;
}

std::vector<complaint> check_named_tests(const source_file& document,
                                         const std::set<std::string>& tests) {
  std::vector<complaint> complaints;
  const std::vector<std::string_view> lines = lines_of(document.text);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (!is_row(lines[i])) continue;
    const std::vector<std::string> named = tests_named_in(lines[i]);
    for (const std::string& name : named)
      if (!tests.contains(name))
        complaints.push_back({document.path, i + 1, "there is no test " + name});
    const bool head = i + 1 < lines.size() && is_rule_below_head(lines[i + 1]);
    if (!head && named.empty())
      complaints.push_back({document.path, i + 1, "the rule names no test"});
  }
  return complaints;
}

}  // namespace cutpoint::lint
