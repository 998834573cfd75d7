#include <cutpoint/search/site_table.hpp>

#include <cutpoint/kernel/wait_node.hpp>

#include <algorithm>
#include <bit>

namespace cutpoint {
namespace {

constexpr std::size_t first_slots = 64;
constexpr std::uint32_t free_slot = ~std::uint32_t{0};

}  // namespace

site_table::site_table() : slots_(first_slots) {}

std::uint32_t site_table::site_of(const task_control& t) {
  return site_of(t.name, t.node != nullptr ? t.node->where().operation : label());
}

std::uint32_t site_table::site_of(label name, label operation) {
  slot& found = slot_of(name.text().data(), operation.text().data());
  if (found.site != free_slot) [[likely]]
    return found.site;
  const std::uint32_t site = add(name, operation);
  found = {.name = name.text().data(), .operation = operation.text().data(), .site = site};
  if (++used_ * 2 > slots_.size()) grow();
  return site;
}

void site_table::clear() {
  slots_.assign(slots_.size(), {});
  used_ = 0;
  sites_.clear();
  objects_.clear();
}

// Where a text lies in memory decides how long the look-up takes, and nothing else.
site_table::slot& site_table::slot_of(const char* name, const char* operation) {
  const std::size_t mixed =
      (std::bit_cast<std::uintptr_t>(name) * 3 + std::bit_cast<std::uintptr_t>(operation)) *
      0x9e3779b97f4a7c15;
  std::size_t at = mixed >> 32;
  for (;; ++at) {
    slot& s = slots_[at & (slots_.size() - 1)];
    if (s.site == free_slot || (s.name == name && s.operation == operation)) return s;
  }
}

std::uint32_t site_table::add(label name, label operation) {
  const auto found = std::ranges::find_if(
      sites_, [&](const entry& e) { return e.name == name && e.operation == operation; });
  const auto number = static_cast<std::uint32_t>(found - sites_.begin());
  if (found == sites_.end()) sites_.push_back({name, operation, find_object(operation)});
  return number;
}

std::uint32_t site_table::find_object(label operation) {
  if (operation.empty()) return no_object;
  const std::string_view object = operation.text().substr(0, operation.text().rfind('.'));
  const auto found = std::ranges::find(objects_, object);
  const auto number = static_cast<std::uint32_t>(found - objects_.begin());
  if (found == objects_.end()) objects_.push_back(object);
  return number;
}

void site_table::grow() {
  std::vector<slot> old(slots_.size() * 2);
  old.swap(slots_);
  for (const slot& s : old)
    if (s.site != free_slot) slot_of(s.name, s.operation) = s;
}

}  // namespace cutpoint
