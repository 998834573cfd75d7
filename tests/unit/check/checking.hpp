#pragma once

#include "programs/registry.hpp"

#include <cutpoint/check.hpp>
#include <cutpoint/fiber.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <utility>
#include <vector>

namespace cutpoint {

/// Returns: `wanted` for a quick check that writes nothing: the sweep alone.
inline options sweep_only(options wanted = {}) {
  wanted.depth_runs = 0;
  wanted.random_runs = 0;
  wanted.out.clear();
  return wanted;
}

/// Checks one of the small programs, with its own options as `change` leaves them.
template <class Change>
report check_program(const char* name, Change change) {
  const programs::named_program& p = programs::the(name);
  options wanted = p.wanted;
  change(wanted);
  return check(p.make(), wanted);
}

inline report check_program(const char* name) {
  return check_program(name, [](options&) {});
}

inline std::vector<finding_identity> identities(const report& r) {
  std::vector<finding_identity> all;
  for (const explained_finding& f : r.findings) all.push_back(f.what.identity);
  return all;
}

inline void PrintTo(const finding_identity& id, std::ostream* to) {
  *to << name_of(id.by) << " | " << id.subject << " | " << id.task;
}

}  // namespace cutpoint
