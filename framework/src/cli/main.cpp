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

#include <cutpoint/trace/trace_file.hpp>

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

// Refuses numbers that are not from `least` to `most`, in our words.
CLI::Validator between(double least, double most) {
  return {[=](std::string& text) {
            double value = 0;
            const bool is_number = CLI::detail::lexical_cast(text, value);
            return is_number && value >= least && value <= most
                       ? std::string()
                       : fmt::format("expected a number from {} to {}, found '{}'", least, most,
                                     text);
          },
          ""};
}

void add_run(CLI::App& app, cli::run_request& wanted, std::string& formats) {
  CLI::App* const run = app.add_subcommand(
      "run", "Runs test binaries one after the other, and writes reports of all of them");
  run->footer(run_codes);
  run->add_option("TEST_BINARY", wanted.binaries,
                  "GoogleTest executables with tests that are CUTPOINT_TESTs")
      ->type_name("")
      ->required();
  run->add_option(
         "--out", wanted.out,
         "Folder for reports, traces and outputs. Traces that are there are replayed first")
      ->type_name("DIR")
      ->envname("CUTPOINT_OUT")
      ->capture_default_str();
  run->add_option("--format", formats, "Which reports to write, with commas between them")
      ->type_name("LIST")
      ->capture_default_str();
  run->add_option("--budget", wanted.budget,
                  "How long each test may search: 30s, 10m, or 100000runs")
      ->type_name("B");
  run->add_option("--jobs", wanted.jobs,
                  "How many workers share the search of a test; auto: one for each processor")
      ->type_name("N");
  run->add_option("--seed", wanted.seed, "The seed of the random search")->type_name("N");
  run->add_option("--filter", wanted.filter, "Which tests to run, as --gtest_filter")
      ->type_name("PATTERN");
  run->add_option("--max-findings", wanted.max_findings,
                  "A test's search ends when it has made so many different findings")
      ->type_name("N")
      ->check(between(1, 1'000'000))
      ->capture_default_str();
  run->add_option("--min-coverage", wanted.min_coverage,
                  "Ends with 5 unless tasks were stopped at so many percent of all suspension "
                  "points that the tests reach")
      ->type_name("P")
      ->check(between(0, 100));
  CLI::Option* const known =
      run->add_option("--known", wanted.known, "A list of known findings, which are no failure")
          ->type_name("FILE");
  run->add_option("--write-known", wanted.write_known,
                  "Writes all findings to such a list, and ends as without it")
      ->type_name("FILE")
      ->excludes(known);
}

void add_replay(CLI::App& app, cli::replay_request& wanted) {
  CLI::App* const replay =
      app.add_subcommand("replay", "Replays a trace in its test, and prints every event");
  replay->footer(
      "Exit codes: 1 the run fails again, 0 it passes now, 2 the trace does not fit or cannot be "
      "read.\nIn a debugger: CUTPOINT_REPLAY=TRACE gdb --args TEST_BINARY --gtest_filter=TEST");
  replay->add_option("TRACE", wanted.trace, "A trace file")->type_name("")->required();
  replay->add_option("TEST_BINARY", wanted.command, "The test binary, behind --, and its arguments")
      ->type_name("")
      ->required();
}

void add_show(CLI::App& app, cli::show_request& wanted) {
  CLI::App* const show =
      app.add_subcommand("show", "Shows a trace or a report, without running it");
  show->add_option("FILE", wanted.file, "A trace file, or a report file of JSON")
      ->type_name("")
      ->required();
  show->footer("Exit codes: 0 shown, 2 it cannot be read.");
  CLI::Option* const html =
      show->add_option("--html", wanted.html, "Writes a page instead of printing text")
          ->type_name("PAGE");
  show->add_flag("--emit-test", wanted.emits_test,
                 "Prints a GoogleTest source that makes the run of the trace")
      ->excludes(html);
}

void add_merge(CLI::App& app, cli::merge_request& wanted, std::string& format) {
  CLI::App* const merge = app.add_subcommand(
      "merge", "Puts the reports of shards together, as if one machine had made the whole search");
  merge->footer(run_codes);
  merge
      ->add_option(
          "DIR", wanted.folders,
          "Folders with report files in them or below: what CUTPOINT_OUT, or --out, was for each "
          "CUTPOINT_SHARD")
      ->type_name("")
      ->required();
  merge->add_option("--out", wanted.out, "Folder for reports and the traces of the findings")
      ->type_name("DIR");
  merge->add_option("--format", format, "What to print: text, json, junit, markdown or html")
      ->type_name("FORMAT")
      ->capture_default_str();
}

void add_init(CLI::App& app, std::string& folder) {
  CLI::App* const init = app.add_subcommand(
      "init", "Writes a project with a first test, which fails until it is mended");
  init->add_option("DIR", folder, "Where to write it")->type_name("")->capture_default_str();
  init->footer("Exit codes: 0 written, 2 it cannot be, or a file is there already.");
}

// Returns: what is wrong with the arguments, and who knows more.
std::string usage_error(const CLI::App& app, const CLI::Error& wrong, const char* first) {
  const auto given = app.get_subcommands();
  if (given.empty() && first != nullptr && *first != '-')
    return fmt::format(
        "cutpoint: expected run, replay, show, merge or init, found '{}'; see "
        "cutpoint --help\n",
        first);
  if (given.empty() && first == nullptr)
    return "cutpoint: expected run, replay, show, merge or init; see cutpoint --help\n";
  const std::string verb = given.empty() ? "" : " " + given.front()->get_name();
  return fmt::format("cutpoint{}: {}; see cutpoint{} --help\n", verb, wrong.what(), verb);
}

// Returns: the exit code of what was asked for.
int obey(int argc, char** argv) {
  CLI::App app(purpose, "cutpoint");
  app.require_subcommand(1);
  app.footer("cutpoint VERB --help says more about each.");
  app.set_version_flag("--version", std::string(cutpoint::tool_name()));
  app.failure_message([&](const CLI::App* asked, const CLI::Error& wrong) {
    return usage_error(*asked, wrong, argc > 1 ? argv[1] : nullptr);
  });

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
  add_init(app, folder);

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
    if (verb == "init") return cli::write_starter(folder.empty() ? "." : folder);
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
