#pragma once

#include <cutpoint/kernel/task.hpp>
#include <cutpoint/trace/label.hpp>

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace cutpoint {

/// Numbers the sites that tasks come to, in the order in which they are first asked about.
///
/// Tasks of the same name that are suspended on the same operation are at one site: what holds for
/// one of a hundred workers is worth trying on all of them. Operations whose labels have the same
/// part before the last dot (`pool.lock`, `pool.unlock`) are held to be on one object.
class site_table {
 public:
  site_table();

  /// Returns: the number of the site at which `t` is suspended, or of its start.
  /// Cost: two pointers are compared; a new site allocates.
  std::uint32_t site_of(const task_control& t);
  /// Returns: the number of the site at which a task called `name` comes to `operation`.
  std::uint32_t site_of(label name, label operation);
  /// Returns: the number of the object that the operation at `site` is on; `no_object` for a start.
  std::uint32_t object_of(std::uint32_t site) const { return sites_[site].object; }
  /// How many sites there are.
  std::uint32_t size() const { return static_cast<std::uint32_t>(sites_.size()); }
  /// Returns: the label of the operation at `site`; empty for a start.
  label operation_at(std::uint32_t site) const { return sites_[site].operation; }
  /// How many objects there are.
  std::uint32_t objects() const { return static_cast<std::uint32_t>(objects_.size()); }
  /// Forgets all sites.
  void clear();

  static constexpr std::uint32_t no_object = ~std::uint32_t{0};  ///< the number of none

 private:
  // Equal labels mostly are the same text in memory, so the pointers serve as a first key.
  struct slot {
    const char* name = nullptr;
    const char* operation = nullptr;
    std::uint32_t site = ~std::uint32_t{0};
  };
  struct entry {
    label name;
    label operation;
    std::uint32_t object;
  };
  slot& slot_of(const char* name, const char* operation);
  std::uint32_t add(label name, label operation);
  std::uint32_t find_object(label operation);
  void grow();

  std::vector<slot> slots_;
  std::size_t used_ = 0;
  std::vector<entry> sites_;
  std::vector<std::string_view> objects_;
};

}  // namespace cutpoint
