#include <cutpoint/trace/label.hpp>

#include <functional>
#include <mutex>
#include <set>
#include <string>

namespace cutpoint {

namespace {

struct label_table {
  std::mutex guard;
  std::set<std::string, std::less<>> texts;
};

// Never destroyed: labels are read until the process ends, by destructors of static objects too.
label_table& table() {
  static auto* const only = new label_table;
  return *only;
}

}  // namespace

std::string_view intern(std::string_view text) {
  label_table& all = table();
  const std::lock_guard lock(all.guard);
  const auto known = all.texts.find(text);
  return known != all.texts.end() ? *known : *all.texts.emplace(text).first;
}

}  // namespace cutpoint
