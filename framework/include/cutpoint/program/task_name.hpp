#pragma once

#include <cutpoint/trace/label.hpp>

#include <concepts>
#include <cstddef>
#include <source_location>
#include <string_view>
#include <type_traits>

namespace cutpoint {

/// What a task is called, and where it is spawned. Made from a string where `spawn` is called.
class task_name {
 public:
  /// A name that is known to the compiler.
  template <std::size_t N>
  consteval task_name(const char (&literal)[N],  // NOLINT: implicit by design
                      std::source_location where = std::source_location::current())
      : name_(literal), where_(where) {}

  /// A name that is made at run time.
  template <class Text>
    requires(std::convertible_to<const Text&, std::string_view> && !std::is_array_v<Text>)
  task_name(const Text& text,  // NOLINT: implicit by design
            std::source_location where = std::source_location::current())
      : name_(text), where_(where) {}

  label name() const { return name_; }                   ///< the last part of the task's path
  std::source_location where() const { return where_; }  ///< where it is spawned

 private:
  label name_;
  std::source_location where_;
};

}  // namespace cutpoint
