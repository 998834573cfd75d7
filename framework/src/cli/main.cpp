// The executable `cutpoint`. Each verb is a function in a file of its own that takes what it is
// asked for as a plain struct; here stands only how it is asked for.

#include "bad_input.hpp"
#include "emit_test_command.hpp"
#include "exit_code.hpp"
#include "init_command.hpp"
#include "merge_command.hpp"
#include "replay_command.hpp"
#include "report_format.hpp"
#include "run_command.hpp"
#include "show_command.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <cstdio>
#include <exception>
#include <string>

namespace {

namespace cli = cutpoint::cli;

constexpr const char* purpose =
    "Cutpoint tests what happens to asynchronous programs that are stopped half-way.\n\n"
    "  cutpoint init first          write a first test that fails\n"
    "  cutpoint run build/*_test    run test binaries, and write reports to cutpoint-out\n"
    "  cutpoint replay cutpoint-out/a_test/A.B.trace -- build/a_test\n"
    "                               see one finding happen again\n";

constexpr const char* run_codes =
    "Exit codes of run and merge: 0 clean, 1 findings, 2 bad usage or input, 3 nothing explored, 4 "
    "not deterministic, 5 asked-for coverage not reached, 130 interrupted. Where several hold, "
    "130, "
    "2, 4, 1, 3, 5 in that order.";

void add_run(CLI::App& app, cli::run_request& wanted, std::string& formats) {
  CLI::App* const run = app.add_subcommand(
      "run", "Runs test binaries one after the other, and writes reports of all of them");
  run->footer(run_codes);
  run->add_option("TEST_BINARY", wanted.binaries,
                  "GoogleTest executables with tests that are CUTPOINT_TESTs")
      ->required();
  run->add_option(
         "--out", wanted.out,
         "Folder for reports, traces and outputs. Traces that are there are replayed first")
      ->envname("CUTPOINT_OUT")
      ->capture_default_str();
  run->add_option("--format", formats, "Which reports to write, with commas between them")
      ->capture_default_str();
  run->add_option("--budget", wanted.budget,
                  "How long each test may search: 30s, 10m, or 100000runs");
  run->add_option("--jobs", wanted.jobs,
                  "How many workers share the search of a test; auto: one for each processor");
  run->add_option("--seed", wanted.seed, "The seed of the random search");
  run->add_option("--filter", wanted.filter, "Which tests to run, as --gtest_filter");
  run->add_option("--max-findings", wanted.max_findings,
                  "A test's search ends when it has made so many different findings")
      ->check(CLI::Range(1U, 1'000'000U))
      ->capture_default_str();
  run->add_option("--min-coverage", wanted.min_coverage,
                  "Ends with 5 unless tasks were stopped at so many percent of all suspension "
                  "points that the tests reach")
      ->check(CLI::Range(0.0, 100.0));
  CLI::Option* const known =
      run->add_option("--known", wanted.known, "A list of known findings, which are no failure");
  run->add_option("--write-known", wanted.write_known,
                  "Writes all findings to such a list, and ends as without it")
      ->excludes(known);
}

void add_replay(CLI::App& app, cli::replay_request& wanted) {
  CLI::App* const replay =
      app.add_subcommand("replay", "Replays a trace in its test, and prints every event");
  replay->footer(
      "Exit codes: 1 the run fails again, 0 it passes now, 2 the trace does not fit or cannot be "
      "read.\nIn a debugger: CUTPOINT_REPLAY=TRACE gdb --args TEST_BINARY --gtest_filter=TEST");
  replay->add_option("TRACE", wanted.trace, "A trace file")->required();
  replay->add_option("TEST_BINARY", wanted.command, "The test binary, behind --, and its arguments")
      ->required();
}

void add_show(CLI::App& app, cli::show_request& wanted) {
  CLI::App* const show =
      app.add_subcommand("show", "Shows a trace or a report, without running it");
  show->add_option("FILE", wanted.file, "A trace file, or a report file of JSON")->required();
  CLI::Option* const html =
      show->add_option("--html", wanted.html, "Writes a page instead of printing text");
  show->add_flag("--emit-test", wanted.emits_test,
                 "Prints a GoogleTest source that makes the run of the trace")
      ->excludes(html);
}

void add_merge(CLI::App& app, cli::merge_request& wanted, std::string& format) {
  CLI::App* const merge = app.add_subcommand(
      "merge", "Puts the reports of shards together, as if one machine had made the whole search");
  merge->footer(run_codes);
  merge
      ->add_option("DIR", wanted.folders,
                   "Folders with report files: what CUTPOINT_OUT was for each CUTPOINT_SHARD")
      ->required();
  merge->add_option("--out", wanted.out, "Folder for reports and the traces of the findings");
  merge->add_option("--format", format, "What to print: text, json, junit, markdown or html")
      ->capture_default_str();
}

// Returns: the exit code of what was asked for.
int obey(int argc, char** argv) {
  CLI::App app(purpose, "cutpoint");
  app.require_subcommand(1);
  app.footer("cutpoint VERB --help says more about each.");

  cli::run_request running;
  std::string formats = "text,json,junit,markdown,html";
  add_run(app, running, formats);
  cli::replay_request replaying;
  add_replay(app, replaying);
  cli::show_request showing;
  add_show(app, showing);
  cli::merge_request merging;
  std::string printed = "text";
  add_merge(app, merging, printed);
  std::string folder = ".";
  app.add_subcommand("init", "Writes a project with a first test, which fails until it is mended")
      ->add_option("DIR", folder, "Where to write it")
      ->capture_default_str();

  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& wrong) {
    const bool helps = app.exit(wrong) == 0;
    return static_cast<int>(helps ? cli::exit_code::clean : cli::exit_code::bad_input);
  }
  const std::string verb = app.get_subcommands().front()->get_name();
  try {
    if (verb == "run") {
      running.formats = cli::formats_in(formats);
      return cli::run_tests(running);
    }
    if (verb == "replay") return cli::replay_trace(replaying);
    if (verb == "show")
      return showing.emits_test ? cli::print_emitted_test(showing.file) : cli::show_file(showing);
    if (verb == "init") return cli::write_starter(folder);
    const auto formats_printed = cli::formats_in(printed);
    if (formats_printed.size() != 1)
      throw cli::bad_input("--format: expected one format to print, found several");
    merging.printed = formats_printed.front();
    return cli::merge_reports(merging);
  } catch (const cli::bad_input& why) {
    fmt::print(stderr, "cutpoint {}: {}\n", verb, why.what());
    return static_cast<int>(cli::exit_code::bad_input);
  }
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return obey(argc, argv);
  } catch (const std::exception& e) {
    std::fprintf(stderr, "cutpoint: %s\n", e.what());
    return static_cast<int>(cli::exit_code::bad_input);
  }
}
