#pragma once

#include "lint/source_tree.hpp"

#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace cutpoint::lint {

/// Who may include whom, as framework/LAYERS says. A layer has the name of its folder, an adapter
/// is `adapters/<name>`.
struct layer_rules {
  std::map<std::string, std::set<std::string>, std::less<>> allowed;
  /// What is wrong with the file itself: unreadable lines, unknown names, cycles.
  std::vector<complaint> complaints;
};

/// Reads the text of framework/LAYERS.
layer_rules parse_layers(std::string_view text);

/// Returns: a cycle of the allowed edges, first layer repeated at the end; empty if there is none.
std::vector<std::string> find_cycle(const layer_rules& rules);

/// Checks every `#include` of the framework and the adapters in `files`, and that every folder of
/// the framework and of the adapters has a line in LAYERS.
std::vector<complaint> check_layers(const layer_rules& rules,
                                    const std::vector<source_file>& files);

/// Checks that the framework includes no library that belongs to an adapter, and that no public
/// header includes a library that only sources are linked with.
std::vector<complaint> check_third_party(const std::vector<source_file>& files);

}  // namespace cutpoint::lint
