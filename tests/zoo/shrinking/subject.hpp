#pragma once

#include <cutpoint/check/options.hpp>
#include <cutpoint/program/program.hpp>
#include <cutpoint/trace/finding.hpp>

#include <optional>
#include <string>
#include <vector>

/// How small failing runs become, and how surely: programs with bugs are brought down to their
/// least failing run from many starts.
namespace cutpoint::shrinking {

/// A program with a bug, and how it is checked.
struct subject {
  std::string group;
  std::string name;
  program buggy;
  options wanted;
  /// What it is shrunk for; none: what its first failing run leads to.
  std::optional<finding_identity> complaint = {};
};

/// Returns: the programs of the schedule suite, the zoo and the payment service.
std::vector<subject> all_subjects();

}  // namespace cutpoint::shrinking
