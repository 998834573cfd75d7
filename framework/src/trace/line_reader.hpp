#pragma once

#include <cutpoint/trace/deviation.hpp>

#include <charconv>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>

namespace cutpoint {

/// What a message about a line says last, where nothing better is known.
inline constexpr std::string_view correct_it = "correct it, or record the trace again";

/// Returns: whether `c` is a control character, which no line shows as it is.
constexpr bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }

/// Returns: `name` as a trace file has it: bare where it can be, else in quotes with escapes.
std::string written(std::string_view name);

/// Returns: the start of `text`, as a message shows it.
std::string shown(std::string_view text);

/// Reads one line of a trace file from left to right.
///
/// It keeps the first error, and from then on reads nothing more; so the code that reads a line is
/// written like the line, and looks at the error once, at its end.
class line_reader {
 public:
  explicit line_reader(std::string_view line);

  const std::optional<std::string>& error() const { return error_; }
  /// Returns: where the error is, from 1, in characters. Requires: `error()`.
  std::uint32_t error_column() const { return error_column_; }
  bool at_end() const { return rest_.empty() || error_.has_value(); }
  bool is_comment() const { return rest_.starts_with('#'); }
  bool looks_at(std::string_view word) const { return !error_ && peek() == word; }

  /// Notes that `what` should stand here. Does nothing after the first error.
  void expected(std::string_view what, std::string_view advice = correct_it);
  /// Notes an error about what was read last.
  void refuse(std::string message);

  std::string_view take_word();
  void keyword(std::string_view word);
  void bar();
  void end_of_line();
  /// Returns: what `find` makes of the next word.
  template <class Find>
  auto one_of(std::string_view what, Find find);
  template <class Number>
  Number number(std::string_view what);
  std::string name(std::string_view what);
  /// `+3`
  std::uint32_t delay();
  /// `@12=3`
  void second_key(deviation& d);
  /// `db.begin#1`
  void site(choice_address& address);
  /// `at db.begin#1`, where it is there
  void place(choice_address& address);
  /// Returns: the text before the next `|`, without the blanks around it.
  std::string_view words_before_bar();
  /// Goes on behind the next `count` characters and the blanks that follow.
  void take(std::size_t count);

 private:
  std::string_view peek() const;
  void skip_blanks();
  void after_token(std::string_view what);
  void sign(char c, std::string_view what);
  template <class Number>
  Number digits(std::string_view what);
  static std::string number_up_to(std::string_view what, std::uint64_t largest);
  std::string quoted_or_bare(std::string_view what);
  std::string quoted_name();
  char escaped();

  std::uint32_t column_of(const char* at) const;
  void token_begins() { token_ = rest_.data(); }

  std::string_view line_;
  std::string_view rest_;
  const char* token_;  // where what was read last begins
  std::optional<std::string> error_;
  std::uint32_t error_column_ = 0;
};

template <class Find>
auto line_reader::one_of(std::string_view what, Find find) {
  const auto result = error_ ? std::nullopt : find(peek());
  token_begins();
  if (!result)
    expected(what);
  else
    take(peek().size());
  return result.value_or(typename decltype(result)::value_type{});
}

template <class Number>
Number line_reader::number(std::string_view what) {
  token_begins();
  const Number result = digits<Number>(what);
  after_token(what);
  return result;
}

template <class Number>
Number line_reader::digits(std::string_view what) {
  if (error_) return 0;
  Number result = 0;
  const auto [end, code] = std::from_chars(rest_.data(), rest_.data() + rest_.size(), result);
  if (code == std::errc::result_out_of_range)
    expected(number_up_to(what, std::numeric_limits<Number>::max()));
  else if (code != std::errc{})
    expected(what);
  else
    rest_.remove_prefix(static_cast<std::size_t>(end - rest_.data()));
  return result;
}

}  // namespace cutpoint
