#include "init_command.hpp"

#include "bad_input.hpp"
#include "starter.hpp"
#include "text_file.hpp"

#include <fmt/format.h>

#include <array>
#include <cstdio>
#include <filesystem>
#include <string_view>
#include <system_error>

namespace cutpoint::cli {
namespace {

struct starter_file {
  std::string_view name;
  std::string_view text;
};

std::array<starter_file, 2> starter_files() {
  return {{{"CMakeLists.txt", starter::project}, {"first_test.cpp", starter::test}}};
}

}  // namespace

int write_starter(const std::string& folder) {
  namespace fs = std::filesystem;
  std::error_code ignored;
  const auto files = starter_files();
  for (const starter_file& file : files)
    if (fs::exists(fs::path(folder) / file.name, ignored))
      throw bad_input(fmt::format("{}: is there already; name a folder without it",
                                  (fs::path(folder) / file.name).string()));
  for (const starter_file& file : files)
    write_text(fs::path(folder) / file.name, file.text, "behind init");
  fmt::print(
      "A project with a first test is in {0}. Build it and see it fail:\n\n"
      "  cmake -S {0} -B {0}/build && cmake --build {0}/build\n"
      "  cutpoint run {0}/build/first_test\n\n"
      "Then mend the line marked MEND in {0}/first_test.cpp, and build and run again.\n",
      folder);
  return 0;
}

}  // namespace cutpoint::cli
