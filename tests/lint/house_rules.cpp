#include "lint/house_rules.hpp"

#include <algorithm>
#include <array>
#include <regex>
#include <string_view>

namespace cutpoint::lint {
namespace {

// Adds a complaint for each match of `pattern` in `text`, which has the lines of `file`.
void complain_at_matches(const source_file& file, const std::string& text,
                         const std::regex& pattern, const std::string& why,
                         std::vector<complaint>& found) {
  std::size_t number = 0;
  for (const std::string_view line : lines_of(text)) {
    ++number;
    std::match_results<std::string_view::const_iterator> match;
    if (std::regex_search(line.begin(), line.end(), match, pattern)) {
      found.push_back({file.path, number, "`" + match.str() + "`: " + why});
    }
  }
}

bool is_code_of_ours(const source_file& file) {
  return is_cpp(file.path) &&
         (file.path.starts_with("framework/") || file.path.starts_with("adapters/"));
}

bool is_deterministic_by_contract(const source_file& file) {
  static constexpr std::array layers = {"trace", "kernel", "program", "oracle", "search", "shrink"};
  if (!is_cpp(file.path)) return false;
  if (file.path.starts_with("adapters/fiber/") || file.path.starts_with("adapters/coroutine/"))
    return true;
  return std::ranges::any_of(layers, [&](const std::string& layer) {
    return file.path.starts_with("framework/src/" + layer + "/") ||
           file.path.starts_with("framework/include/cutpoint/" + layer + "/");
  });
}

}  // namespace

std::vector<complaint> check_pragma_once(const std::vector<source_file>& files) {
  std::vector<complaint> found;
  for (const source_file& file : files) {
    if (!file.path.ends_with(".hpp") && !file.path.ends_with(".ipp")) continue;
    const std::string code = without_comments(file.text);
    const auto lines = lines_of(code);
    if (std::ranges::find(lines, "#pragma once") == lines.end()) {
      found.push_back({file.path, 0, "has no `#pragma once`"});
    }
  }
  return found;
}

std::vector<complaint> check_length(const std::vector<source_file>& files, std::size_t limit,
                                    const std::set<std::string>& exempt) {
  std::vector<complaint> found;
  for (const source_file& file : files) {
    if (!is_cpp(file.path) && !file.path.ends_with("CMakeLists.txt") &&
        !file.path.ends_with(".cmake")) {
      continue;
    }
    const std::size_t count = lines_of(file.text).size();
    if (count > limit && !exempt.contains(file.path)) {
      found.push_back({file.path, 0,
                       "has " + std::to_string(count) + " lines, more than " +
                           std::to_string(limit) + ": split it"});
    } else if (count <= limit && exempt.contains(file.path)) {
      found.push_back({file.path, 0, "is short enough now: end its exemption"});
    }
  }
  return found;
}

std::vector<complaint> check_unfinished(const std::vector<source_file>& files) {
  // Written in halves, so that this file passes.
  static const std::regex marks(
      "\\b(TO"
      "DO|FIX"
      "ME|X"
      "XX)\\b|\\bDIS"
      "ABLED_");
  std::vector<complaint> found;
  for (const source_file& file : files) {
    complain_at_matches(file, file.text, marks, "finish it, or write an issue", found);
  }
  return found;
}

std::vector<complaint> check_determinism(const std::vector<source_file>& files) {
  static const std::regex sources(
      R"(\bstd::(ranges::)?shuffle\b|\bstd::hash\b|\bunordered_\w+|\brandom_device\b)"
      R"(|\b(system|steady|high_resolution)_clock\b|\b(secure_)?getenv\b|\b\w+_distribution\b)");
  std::vector<complaint> found;
  for (const source_file& file : files) {
    if (!is_deterministic_by_contract(file)) continue;
    complain_at_matches(file, without_comments_and_literals(file.text), sources,
                        "differs from run to run or from library to library; only check/ and "
                        "cli/ may use it",
                        found);
  }
  return found;
}

std::vector<complaint> check_thread_local(const std::vector<source_file>& files) {
  // A declaration of what is defined elsewhere does not count.
  static const std::regex definition(R"(^(?!.*\bextern\b).*\bthread_local\b)");
  std::vector<complaint> found;
  for (const source_file& file : files) {
    if (!is_code_of_ours(file)) continue;
    complain_at_matches(file, without_comments_and_literals(file.text), definition,
                        "only the current run is thread_local", found);
  }
  return found.size() > 1 ? found : std::vector<complaint>{};
}

std::vector<complaint> check_file_names(const std::vector<source_file>& files) {
  static const std::regex vague(R"((^|/)(utils?|common|helpers?|misc)(_test)?(\.|/))");
  std::vector<complaint> found;
  for (const source_file& file : files) {
    if (std::regex_search(file.path, vague)) {
      found.push_back({file.path, 0, "name it after the type or verb that it holds"});
    }
  }
  return found;
}

}  // namespace cutpoint::lint
