#include "zoo/exhibit.hpp"

#include <algorithm>
#include <utility>

namespace cutpoint::zoo {
namespace {

std::vector<exhibit>& all() {
  static std::vector<exhibit> shown;
  return shown;
}

}  // namespace

on_show::on_show(exhibit shown) {
  const auto behind = [&](const exhibit& other) { return other.id < shown.id; };
  all().insert(std::ranges::partition_point(all(), behind), std::move(shown));
}

const std::vector<exhibit>& exhibits() { return all(); }

}  // namespace cutpoint::zoo
