#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>

namespace cutpoint {

/// Returns the stored copy of `text` that every equal text shares.
/// Lifetime: the process. Threads: any. Cost: a lock and a look-up.
std::string_view intern(std::string_view text);

/// Names an operation, a task or a kind of resource: `pool.lock`, `notify`, `connection`.
///
/// A string literal is taken as it stands, without a copy; any other text is interned. Labels are
/// compared by content, so a label means the same in every run, build and machine. Where a literal
/// passes through a function that forwards it (`make_unique<mutex>(label("pool.lock"))`), say
/// `label`.
class label {
 public:
  constexpr label() = default;

  /// A label that is known to the compiler.
  template <std::size_t N>
  consteval label(const char (&literal)[N]) : text_(literal, N - 1) {}  // NOLINT: implicit

  /// A label that is made at run time, and kept until the process ends.
  template <class Text>
    requires(std::convertible_to<const Text&, std::string_view> && !std::is_array_v<Text>)
  label(const Text& text) : text_(intern(text)) {}  // NOLINT: implicit by design

  /// Cost: none.
  constexpr std::string_view text() const { return text_; }
  constexpr bool empty() const { return text_.empty(); }  ///< whether it has no text
  /// Returns: false where `other` may be another text, or an equal one elsewhere in memory.
  constexpr bool is(label other) const {
    return text_.data() == other.text_.data() && text_.size() == other.text_.size();
  }

  friend constexpr bool operator==(label a, label b) { return a.text_ == b.text_; }
  friend constexpr auto operator<=>(label a, label b) { return a.text_ <=> b.text_; }

 private:
  std::string_view text_;
};

}  // namespace cutpoint
