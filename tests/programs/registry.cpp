#include "programs/registry.hpp"

#include "programs/families.hpp"

#include <cutpoint/fiber.hpp>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <iterator>
#include <utility>
#include <vector>

namespace cutpoint::programs {
namespace {

std::vector<named_program> make_failing() {
  std::vector<named_program> every;
  for (const auto family : {leaks, stops, deadlocks, invariants, errors, deaths})
    std::ranges::move(family(), std::back_inserter(every));
  return every;
}

std::vector<named_program> make_all() {
  std::vector<named_program> every = make_failing();
  std::ranges::move(clean_ones(), std::back_inserter(every));
  return every;
}

std::vector<std::string> names_of(std::span<const named_program> programs) {
  std::vector<std::string> names;
  for (const named_program& p : programs) names.emplace_back(p.name());
  return names;
}

}  // namespace

named_program::named_program(std::string_view name, void (*body_)(), options wanted_)
    : body(body_), wanted(std::move(wanted_)) {
  wanted.name = name;
  wanted.out.clear();
  // What is printed must not depend on how fast a machine is.
  wanted.proof_time = std::chrono::minutes(5);
}

program named_program::make() const { return make_program(body); }

std::span<const named_program> all() {
  static const std::vector<named_program> every = make_all();
  return every;
}

std::vector<std::string> all_names() { return names_of(all()); }

std::vector<std::string> failing_names() { return names_of(make_failing()); }

const named_program* find(std::string_view name) {
  const auto found = std::ranges::find(all(), name, &named_program::name);
  return found == all().end() ? nullptr : &*found;
}

const named_program& the(std::string_view name) {
  const named_program* const found = find(name);
  if (found != nullptr) return *found;
  std::fprintf(stderr, "no program is called %.*s\n", static_cast<int>(name.size()), name.data());
  std::abort();
}

}  // namespace cutpoint::programs
