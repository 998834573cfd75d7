#include "lint/layers.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <regex>
#include <sstream>

namespace cutpoint::lint {
namespace {

constexpr std::string_view layers_path = "framework/LAYERS";

// The one adapter that others stand on: the seam for foreign libraries.
constexpr std::string_view seam = "adapters/foreign";

struct include_line {
  std::size_t line;
  std::string target;
};

// Where a file belongs. A gathering header (include/cutpoint/program.hpp) of the framework has no
// layer; one of an adapter belongs to the adapter.
struct place {
  std::string layer;
  bool gathers = false;
};

std::vector<std::string> parts_of(const std::string& path) {
  std::vector<std::string> parts;
  std::istringstream in(path);
  for (std::string part; std::getline(in, part, '/');) parts.push_back(part);
  return parts;
}

std::vector<include_line> includes_of(const source_file& file) {
  static const std::regex directive(R"(^\s*#\s*include\s*[<"]([^>"]+)[>"])");
  const std::string code = without_comments(file.text);
  std::vector<include_line> found;
  std::size_t number = 0;
  for (const std::string_view line : lines_of(code)) {
    ++number;
    std::match_results<std::string_view::const_iterator> match;
    if (std::regex_search(line.begin(), line.end(), match, directive)) {
      found.push_back({number, match[1].str()});
    }
  }
  return found;
}

std::optional<place> place_of(const source_file& file) {
  const std::vector<std::string> parts = parts_of(file.path);
  if (!is_cpp(file.path) || parts.size() < 3) return std::nullopt;
  if (parts[0] == "adapters") {
    return place{"adapters/" + parts[1],
                 parts.size() == 5 && parts[2] == "include" && parts[3] == "cutpoint"};
  }
  if (parts[0] != "framework") return std::nullopt;
  if (parts[1] == "src") return place{parts.size() > 3 ? parts[2] : ""};
  if (parts[1] == "include" && parts.size() > 4) return place{parts[3]};
  return place{"", true};
}

// The layer that an include leads to; nothing if it is no file of ours, "" for a gathering
// header of the framework.
std::optional<std::string> layer_of_include(const layer_rules& rules, const std::string& target) {
  std::vector<std::string> parts = parts_of(target);
  const bool is_public = parts.front() == "cutpoint";
  if (is_public) parts.erase(parts.begin());
  if (parts.size() < 2) {
    if (!is_public) return std::nullopt;
    const std::string adapter = "adapters/" + parts[0].substr(0, parts[0].rfind('.'));
    return rules.allowed.contains(adapter) ? adapter : "";
  }
  if (rules.allowed.contains("adapters/" + parts[0]) && !rules.allowed.contains(parts[0])) {
    if (is_public) return "adapters/" + parts[0];
    return std::nullopt;
  }
  if (is_public || rules.allowed.contains(parts[0])) return parts[0];
  return std::nullopt;
}

std::string listed(const std::set<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : " ") + name;
  return text.empty() ? "nothing but itself" : text;
}

std::optional<std::string> complain(const layer_rules& rules, const place& from,
                                    const include_line& include) {
  const auto to = layer_of_include(rules, include.target);
  if (!to || from.layer == *to) return std::nullopt;
  const std::string name = from.layer.empty() ? "a gathering header" : from.layer;
  const std::string edge =
      name + " -> " + (to->empty() ? "a gathering header" : *to) + " (" + include.target + "): ";
  if (from.gathers && to->empty()) return std::nullopt;
  if (to->empty()) return edge + "it is for users only; include the header that is meant";
  if (from.layer.empty()) {
    if (from.gathers && !to->starts_with("adapters/")) return std::nullopt;
    return edge + "the framework knows no adapter, and each of its sources lies in a layer";
  }
  const auto rule = rules.allowed.find(from.layer);
  if (rule == rules.allowed.end() || rule->second.contains(*to)) return std::nullopt;
  return edge + "LAYERS allows " + from.layer + " " + listed(rule->second);
}

bool visit(const layer_rules& rules, const std::string& layer, std::vector<std::string>& path,
           std::set<std::string>& done) {
  const bool closes = std::ranges::find(path, layer) != path.end();
  path.push_back(layer);
  if (closes) return true;
  const auto rule = rules.allowed.find(layer);
  if (rule != rules.allowed.end() && !done.contains(layer)) {
    for (const std::string& next : rule->second) {
      if (visit(rules, next, path, done)) return true;
    }
  }
  done.insert(layer);
  path.pop_back();
  return false;
}

void check_names(layer_rules& rules) {
  for (const auto& [layer, allowed] : rules.allowed) {
    for (const std::string& name : allowed) {
      const std::string edge = layer + " -> " + name + ": ";
      const bool is_glue = name == seam && layer.starts_with("adapters/");
      if (name.starts_with("adapters/") && !is_glue) {
        rules.complaints.push_back({std::string(layers_path), 0,
                                    edge + "nothing includes an adapter, but for a glue the seam"});
      } else if (!rules.allowed.contains(name)) {
        rules.complaints.push_back({std::string(layers_path), 0, edge + "no such layer"});
      }
    }
  }
}

}  // namespace

layer_rules parse_layers(std::string_view text) {
  layer_rules rules;
  std::size_t number = 0;
  for (const std::string_view line : lines_of(text)) {
    ++number;
    if (line.empty() || line.starts_with('#')) continue;
    std::istringstream words{std::string(line)};
    std::string layer;
    words >> layer;
    if (!layer.ends_with(':') || layer.size() < 2) {
      rules.complaints.push_back(
          {std::string(layers_path), number,
           "expected `layer: allowed...`, found `" + std::string(line) + "`"});
      continue;
    }
    layer.pop_back();
    if (rules.allowed.contains(layer)) {
      rules.complaints.push_back({std::string(layers_path), number, layer + " has a line already"});
    }
    auto& allowed = rules.allowed[layer];
    for (std::string name; words >> name;) {
      if (name != "-") allowed.insert(name);
    }
  }
  check_names(rules);
  return rules;
}

std::vector<std::string> find_cycle(const layer_rules& rules) {
  std::set<std::string> done;
  for (const auto& [layer, allowed] : rules.allowed) {
    std::vector<std::string> path;
    if (visit(rules, layer, path, done)) {
      path.erase(path.begin(), std::ranges::find(path, path.back()));
      return path;
    }
  }
  return {};
}

std::vector<complaint> check_layers(const layer_rules& rules,
                                    const std::vector<source_file>& files) {
  std::vector<complaint> found;
  std::set<std::string> unlisted;
  for (const source_file& file : files) {
    const auto from = place_of(file);
    if (!from) continue;
    const bool unknown = !from->layer.empty() && !rules.allowed.contains(from->layer);
    if (unknown && unlisted.insert(from->layer).second) {
      found.push_back({file.path, 0, "the layer " + from->layer + " has no line in LAYERS"});
    }
    if (from->layer.empty() && !from->gathers) {
      found.push_back({file.path, 0, "lies in no layer"});
    }
    for (const include_line& include : includes_of(file)) {
      if (const auto message = complain(rules, *from, include)) {
        found.push_back({file.path, include.line, *message});
      }
    }
  }
  return found;
}

std::vector<complaint> check_third_party(const std::vector<source_file>& files) {
  struct ban {
    std::string_view folder;
    std::string_view library;
    std::string_view reason;
  };
  static constexpr std::string_view adapter = "belongs to an adapter, the framework knows none";
  static constexpr std::string_view sources = "is linked with the sources only";
  static constexpr std::array bans = {
      ban{"framework/", "boost/", adapter},
      ban{"framework/", "asio", adapter},
      ban{"framework/", "gtest/", adapter},
      ban{"framework/", "gmock/", adapter},
      ban{"framework/", "rapidcheck", adapter},
      ban{"framework/include/", "fmt/", sources},
      ban{"framework/include/", "nlohmann/", sources},
      ban{"adapters/fiber/include/", "boost/", sources},
  };
  std::vector<complaint> found;
  for (const source_file& file : files) {
    if (!is_cpp(file.path)) continue;
    for (const include_line& include : includes_of(file)) {
      for (const ban& rule : bans) {
        if (file.path.starts_with(rule.folder) && include.target.starts_with(rule.library)) {
          found.push_back(
              {file.path, include.line, include.target + " " + std::string(rule.reason)});
        }
      }
    }
  }
  return found;
}

}  // namespace cutpoint::lint
