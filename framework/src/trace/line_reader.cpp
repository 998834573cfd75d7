#include "line_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>

namespace cutpoint {
namespace {

constexpr bool is_blank(char c) { return c == ' ' || c == '\t'; }
constexpr bool is_bare(char c) {
  return !is_blank(c) && !is_control(c) && c != '"' && c != '\\' && c != '|';
}

// The characters that a backslash stands before, and what they mean there.
constexpr std::string_view escape_letters = "\"\\nrt";
constexpr std::string_view escape_meanings = "\"\\\n\r\t";

std::string quoted(std::string_view name) {
  std::string result = "\"";
  for (const char c : name) {
    if (const auto i = escape_meanings.find(c); i != std::string_view::npos)
      (result += '\\') += escape_letters[i];
    else if (is_control(c))
      fmt::format_to(std::back_inserter(result), "\\u{:04x}", static_cast<unsigned>(c));
    else
      result += c;
  }
  return result + '"';
}

}  // namespace

std::string written(std::string_view name) {
  const bool bare = !name.empty() && std::all_of(name.begin(), name.end(), is_bare);
  return bare ? std::string(name) : quoted(name);
}

std::string shown(std::string_view text) {
  constexpr std::size_t longest = 60;
  std::size_t length = std::min(text.size(), longest);
  // Not within a UTF-8 character: the message would be no UTF-8 then.
  while (length > 0 && length < text.size() && (text[length] & 0xc0) == 0x80) --length;
  std::string result = "'";
  for (const char c : text.substr(0, length)) result += is_control(c) ? '?' : c;
  return result + (length < text.size() ? "...'" : "'");
}

line_reader::line_reader(std::string_view line) : line_(line), rest_(line) {
  skip_blanks();
  token_begins();
}

void line_reader::expected(std::string_view what, std::string_view advice) {
  if (error_) return;
  skip_blanks();
  error_column_ = column_of(rest_.data());
  error_ = fmt::format("expected {}, found {}; {}", what,
                       rest_.empty() ? "the end of the line" : shown(peek()), advice);
}

void line_reader::refuse(std::string message) {
  if (error_) return;
  error_column_ = column_of(token_);
  error_ = std::move(message);
}

std::string_view line_reader::take_word() {
  token_begins();
  const std::string_view word = peek();
  take(word.size());
  return word;
}

void line_reader::keyword(std::string_view word) {
  if (!looks_at(word)) return expected(fmt::format("'{}'", word));
  take(word.size());
}

void line_reader::bar() {
  if (error_ || rest_.empty() || rest_[0] != '|') return expected("'|'");
  take(1);
}

void line_reader::end_of_line() {
  if (!rest_.empty()) expected("the end of the line");
}

std::string line_reader::name(std::string_view what) {
  std::string result = quoted_or_bare(what);
  if (!error_ && !rest_.empty() && !is_blank(rest_[0]) && rest_[0] != '|')
    expected(fmt::format("a blank after {}", what), "put names with odd characters in quotes");
  skip_blanks();
  return result;
}

std::uint32_t line_reader::delay() {
  constexpr std::string_view what = "a delay as +N";
  sign('+', what);
  return number<std::uint32_t>(what);
}

void line_reader::second_key(deviation& d) {
  constexpr std::string_view what = "@CHOICE=MOVE";
  token_begins();
  const char* const begins = token_;
  sign('@', what);
  d.number = choice_number{digits<std::uint64_t>(what)};
  sign('=', what);
  d.move = number<std::uint32_t>(what);
  token_ = begins;
}

void line_reader::site(choice_address& address) {
  constexpr std::string_view what = "a site as OPERATION#ORDINAL";
  if (!rest_.empty() && rest_[0] == '"') {
    address.operation = quoted_or_bare(what);
  } else {
    const std::size_t mark = peek().rfind('#');
    if (mark == std::string_view::npos || mark == 0) return expected(what);
    line_reader operation(rest_.substr(0, mark));
    address.operation = operation.name(what);
    if (operation.error() || !operation.at_end()) return expected(what);
    rest_.remove_prefix(mark);
  }
  sign('#', what);
  address.ordinal = number<std::uint32_t>(what);
}

void line_reader::place(choice_address& address) {
  if (!looks_at("at")) return;
  keyword("at");
  site(address);
}

std::string_view line_reader::words_before_bar() {
  token_begins();
  std::string_view words = rest_.substr(0, rest_.find('|'));
  while (!words.empty() && is_blank(words.back())) words.remove_suffix(1);
  return words;
}

void line_reader::take(std::size_t count) {
  rest_.remove_prefix(count);
  skip_blanks();
}

// Bytes that go on with a character of UTF-8 do not count.
std::uint32_t line_reader::column_of(const char* at) const {
  const auto begins_character = [](char c) { return (c & 0xc0) != 0x80; };
  return static_cast<std::uint32_t>(1 + std::count_if(line_.data(), at, begins_character));
}

std::string_view line_reader::peek() const {
  const auto end = std::find_if(rest_.begin(), rest_.end(), is_blank);
  return rest_.substr(0, static_cast<std::size_t>(end - rest_.begin()));
}

void line_reader::skip_blanks() {
  while (!rest_.empty() && is_blank(rest_[0])) rest_.remove_prefix(1);
}

void line_reader::after_token(std::string_view what) {
  if (!error_ && !rest_.empty() && !is_blank(rest_[0])) expected(what);
  skip_blanks();
}

void line_reader::sign(char c, std::string_view what) {
  if (error_ || rest_.empty() || rest_[0] != c) return expected(what);
  rest_.remove_prefix(1);
}

std::string line_reader::number_up_to(std::string_view what, std::uint64_t largest) {
  return fmt::format("{} with a number up to {}", what, largest);
}

std::string line_reader::quoted_or_bare(std::string_view what) {
  if (error_) return {};
  if (!rest_.empty() && rest_[0] == '"') return quoted_name();
  const auto end = std::find_if_not(rest_.begin(), rest_.end(), is_bare);
  std::string result(rest_.begin(), end);
  if (result.empty()) expected(what);
  rest_.remove_prefix(result.size());
  return result;
}

std::string line_reader::quoted_name() {
  std::string result;
  rest_.remove_prefix(1);
  while (!rest_.empty() && rest_[0] != '"' && !error_) {
    if (rest_[0] == '\\') {
      result += escaped();
    } else {
      result += rest_[0];
      rest_.remove_prefix(1);
    }
  }
  sign('"', "a closing '\"'");
  return result;
}

char line_reader::escaped() {
  const char letter = rest_.size() > 1 ? rest_[1] : '\0';
  if (const auto i = escape_letters.find(letter); i != std::string_view::npos) {
    rest_.remove_prefix(2);
    return escape_meanings[i];
  }
  unsigned code = 0x80;
  const std::string_view hex = letter == 'u' ? rest_.substr(2, 4) : std::string_view{};
  const auto end = std::from_chars(hex.data(), hex.data() + hex.size(), code, 16).ptr;
  if (hex.size() != 4 || end != hex.data() + hex.size() || code > 0x7f) {
    expected(R"(an escape (\", \\, \n, \r, \t, \u0000 to \u007f))");
    return '\0';
  }
  rest_.remove_prefix(6);
  return static_cast<char>(code);
}

}  // namespace cutpoint
