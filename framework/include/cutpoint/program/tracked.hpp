#pragma once

#include <cutpoint/program/acquire.hpp>

#include <optional>
#include <source_location>
#include <utility>

namespace cutpoint {

/// A value with a ledger entry that lives as long as the value does. The entry belongs to the
/// program, so the value may move from task to task; if it is still alive when the program ends, it
/// has leaked.
template <class T>
class tracked {
 public:
  /// Enters `value` into the ledger as a `kind`.
  explicit tracked(label kind, T value = T(),
                   std::source_location where = std::source_location::current())
      : entry_(acquire(kind, ownership::program, where)), value_(std::move(value)) {}
  /// The entry goes along; `other` has none any more.
  tracked(tracked&& other) noexcept
      : entry_(std::exchange(other.entry_, std::nullopt)), value_(std::move(other.value_)) {}
  tracked& operator=(tracked&& other) noexcept {
    std::swap(entry_, other.entry_);
    std::swap(value_, other.value_);
    return *this;
  }
  ~tracked() {
    if (entry_) release(*entry_);
  }

  T& operator*() { return value_; }
  const T& operator*() const { return value_; }
  T* operator->() { return &value_; }
  const T* operator->() const { return &value_; }

 private:
  std::optional<entry_id> entry_;
  T value_;
};

}  // namespace cutpoint
