// The executable `cutpoint`. Each verb is a function in a file of its own that takes what it is
// asked for as a plain struct; here stands only how it is asked for.

#include "exit_code.hpp"
#include "merge_command.hpp"

#include <CLI/CLI.hpp>

#include <cstdio>
#include <exception>
#include <string>

namespace {

using cutpoint::cli::exit_code;

// Returns: the exit code of what was asked for.
int run(int argc, char** argv) {
  CLI::App app("Cutpoint tests what happens to asynchronous programs that are stopped half-way.",
               "cutpoint");
  app.require_subcommand(1);
  app.footer(
      "Exit codes: 0 clean, 1 findings, 2 bad usage or input, 3 nothing explored, 4 not "
      "deterministic.");

  cutpoint::cli::merge_request merging;
  CLI::App* const merge = app.add_subcommand(
      "merge", "Puts the reports of shards together, as if one machine had made the whole search");
  merge
      ->add_option("DIR", merging.folders,
                   "Folders with report files: what CUTPOINT_OUT was for each CUTPOINT_SHARD")
      ->required();
  merge->add_option("--out", merging.out, "Folder for report.json and the traces of the findings");
  std::string format = "text";
  merge->add_option("--format", format, "What to print: text, or json for the report file")
      ->check(CLI::IsMember({"text", "json"}))
      ->capture_default_str();

  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& wrong) {
    const bool helps = app.exit(wrong) == 0;
    return static_cast<int>(helps ? exit_code::clean : exit_code::bad_input);
  }
  merging.as_json = format == "json";
  return cutpoint::cli::merge_reports(merging);
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return run(argc, argv);
  } catch (const std::exception& e) {
    std::fprintf(stderr, "cutpoint: %s\n", e.what());
    return static_cast<int>(exit_code::bad_input);
  }
}
