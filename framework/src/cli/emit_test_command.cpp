#include "emit_test_command.hpp"

#include "bad_input.hpp"
#include "exit_code.hpp"
#include "text_file.hpp"

#include <cutpoint/report/emit_test.hpp>

#include <fmt/format.h>

#include <cstdio>
#include <variant>

namespace cutpoint::cli {

int print_emitted_test(const std::string& file) {
  const auto source = emit_test(read_trace_file(file));
  if (const auto* const error = std::get_if<emit_error>(&source))
    throw bad_input(fmt::format("{}: {}", file, error->message));
  std::fputs(std::get<std::string>(source).c_str(), stdout);
  return static_cast<int>(exit_code::clean);
}

}  // namespace cutpoint::cli
