#pragma once

#include <cutpoint/check.hpp>

#include <optional>
#include <string>
#include <vector>

namespace distributor {

/// One way to make the service, and what a check has to say of it.
struct version {
  std::string name;  ///< `item_lost`
  std::string title;
  cutpoint::program program;
  /// What is found; none: it passes.
  std::optional<cutpoint::finding_identity> finds = {};
  std::uint32_t faults = 1;
};

/// Returns: the service with each of its bugs, and at the end as it should be.
std::vector<version> all_versions();

/// Returns: how a check of `v` is made.
cutpoint::options options_of(const version& v);

/// Returns: what is not as it should be about the report of a check of `v`; empty if nothing is.
std::string complaint_about(const version& v, const cutpoint::report& r);

}  // namespace distributor
