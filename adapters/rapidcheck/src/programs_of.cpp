#include <cutpoint/rapidcheck/programs_of.hpp>

#include <cctype>

namespace cutpoint::rapidcheck::detail {
namespace {

bool is_of_a_name(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

// `const std::vector<int>& items` is `items`; `int` and `std::vector<int>` are types.
std::string_view name_in(std::string_view parameter) {
  std::size_t start = parameter.size();
  while (start > 0 && is_of_a_name(parameter[start - 1])) --start;
  const bool follows_a_type =
      start > 0 && (parameter[start - 1] == ' ' || parameter[start - 1] == '&');
  return follows_a_type && start < parameter.size() ? parameter.substr(start) : parameter;
}

}  // namespace

std::vector<std::string> names_of_parameters(std::string_view list) {
  std::vector<std::string> names;
  list = trimmed(list);
  if (list.size() < 2) return names;
  list = list.substr(1, list.size() - 2);
  std::size_t start = 0;
  int depth = 0;
  for (std::size_t i = 0; i <= list.size(); ++i) {
    const char c = i < list.size() ? list[i] : ',';
    if (c == '<' || c == '(') ++depth;
    if (c == '>' || c == ')') --depth;
    if (c != ',' || (depth > 0 && i < list.size())) continue;
    const std::string_view parameter = trimmed(list.substr(start, i - start));
    if (!parameter.empty()) names.emplace_back(name_in(parameter));
    start = i + 1;
  }
  return names;
}

}  // namespace cutpoint::rapidcheck::detail
