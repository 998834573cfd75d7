#include <cutpoint/report/emit_test.hpp>

#include <fmt/format.h>

#include <cctype>
#include <string_view>

namespace cutpoint {
namespace {

bool is_letter_or_digit(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0; }

bool is_identifier(std::string_view text) {
  if (text.empty() || std::isdigit(static_cast<unsigned char>(text[0])) != 0) return false;
  for (const char c : text)
    if (!is_letter_or_digit(c) && c != '_') return false;
  return true;
}

// `double release of connection#1` as `DoubleReleaseOfConnection1`.
std::string in_one_word(std::string_view text) {
  std::string word;
  bool begins = true;
  for (const char c : text) {
    if (is_letter_or_digit(c))
      word += begins ? static_cast<char>(std::toupper(static_cast<unsigned char>(c))) : c;
    begins = !is_letter_or_digit(c);
  }
  return word;
}

// Returns: a delimiter for a raw string that `text` does not end.
std::string delimiter_for(const std::string& text) {
  std::string delimiter = "trace";
  while (text.find(")" + delimiter + "\"") != std::string::npos) delimiter += '_';
  return delimiter;
}

std::string in_one_line_of_comment(std::string text) {
  for (char& c : text)
    if (std::iscntrl(static_cast<unsigned char>(c)) != 0 || c == '\\') c = ' ';
  return text;
}

}  // namespace

std::variant<std::string, emit_error> emit_test(const trace& t) {
  const std::size_t dot = t.program.find('.');
  const std::string suite = t.program.substr(0, dot);
  const std::string name = dot == std::string::npos ? std::string() : t.program.substr(dot + 1);
  if (!is_identifier(suite) || !is_identifier(name))
    return emit_error{fmt::format(
        "expected a trace of a CUTPOINT_TEST, which is named Suite.Name and has no parameters, "
        "found one of '{}'; put the trace into the corpus of its check instead",
        t.program)};
  const std::string text = format_trace(t);
  const std::string delimiter = delimiter_for(text);
  const finding_identity& f = t.expected;
  std::string about(name_of(f.by));
  if (!f.subject.empty()) about += " of " + f.subject;
  if (!f.task.empty()) about += " in " + f.task;
  return fmt::format(
      "// Makes one run of {0} again, which led to: {1}.\n"
      "// Link it into the executable that has this test.\n"
      "#include <cutpoint/gtest/replay_test.hpp>\n\n"
      "#include <gtest/gtest.h>\n\n"
      "TEST({2}{3}, {4}IsGone) {{\n"
      "  cutpoint::gtest::replay_test(R\"{5}({6}){5}\");\n"
      "}}\n",
      t.program, in_one_line_of_comment(about), suite, name, in_one_word(about), delimiter, text);
}

}  // namespace cutpoint
