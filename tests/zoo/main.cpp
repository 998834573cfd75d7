// Visits the exhibits and prints what came of it, a line each. Exits with 0 if every bug was found,
// as its approved trace says, no fixed variant was flagged and every wrong fix was found; with 1 if
// not; with 2 where what was asked for makes no sense.

#include "files/temporary_folder.hpp"
#include "zoo/scoreboard.hpp"

#include <cutpoint/report/text.hpp>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <exception>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>
#include <vector>

namespace {

using cutpoint::zoo::exhibit;
using cutpoint::zoo::visit;

struct request {
  std::vector<std::string> ids;
  std::string json;
  std::string markdown;
  std::uint64_t random_runs = 100'000;
  unsigned seconds = 2;
  bool tells_stories = false;
  bool approves = false;
};

std::vector<const exhibit*> chosen(const request& wanted) {
  std::vector<const exhibit*> found;
  for (const exhibit& e : cutpoint::zoo::exhibits())
    if (wanted.ids.empty() || std::ranges::count(wanted.ids, e.id) > 0) found.push_back(&e);
  for (const std::string& id : wanted.ids)
    if (std::ranges::find(found, id, &exhibit::id) == found.end())
      throw std::invalid_argument(
          fmt::format("there is no bug {}; they are called CB01 and so on", id));
  return found;
}

void write(const std::string& path, const std::string& text) {
  if (path.empty()) return;
  const std::filesystem::path folder = std::filesystem::path(path).parent_path();
  if (!folder.empty()) std::filesystem::create_directories(folder);
  std::ofstream file(path, std::ios::binary);
  file << text;
  file.close();
  if (!file) throw std::runtime_error(fmt::format("{} cannot be written", path));
}

// Compares the smallest trace with the approved one, or puts it in its place.
void look_at_trace(visit& v, const request& wanted) {
  const std::string path =
      fmt::format("{}/tests/zoo/approved/{}.trace", CUTPOINT_SOURCE_DIR, v.of->id);
  const std::string trace = smallest_trace(v);
  if (wanted.approves) return write(path, trace);
  if (!std::filesystem::exists(path) || cutpoint::files::read_file(path) != trace)
    v.shortcomings.push_back(
        fmt::format("{} buggy: the smallest trace is not the approved one:\n{}If it is right, run "
                    "with --approve and review the change",
                    v.of->id, trace));
}

void print_stories(const visit& v) {
  fmt::print("\n{}\n", format_text(v.buggy));
  if (v.wrong_fix) fmt::print("{}\n", format_text(*v.wrong_fix));
  fmt::print("{}\n", format_text(v.fixed));
}

int visit_all(const request& wanted) {
  std::vector<visit> visits;
  fmt::print("{}\n", cutpoint::zoo::line_of_titles());
  for (const exhibit* const e : chosen(wanted)) {
    visit& v =
        visits.emplace_back(make_visit(*e, {.most_time = std::chrono::seconds(wanted.seconds),
                                            .random_runs = wanted.random_runs}));
    look_at_trace(v, wanted);
    fmt::print("{}\n", line_of(v));
    if (wanted.tells_stories) print_stories(v);
    std::fflush(stdout);
  }
  fmt::print("{}\n", cutpoint::zoo::totals(visits));
  write(wanted.json, as_json(visits));
  write(wanted.markdown, as_markdown(visits));
  bool as_expected = true;
  for (const visit& v : visits)
    for (const std::string& text : v.shortcomings) {
      as_expected = false;
      fmt::print("NOT as expected: {}\n", text);
    }
  return as_expected ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) try {
  request wanted;
  CLI::App app("Checks real cancellation bugs, and their fixes, with Cutpoint.", "zoo");
  app.add_option("ids", wanted.ids, "the bugs to check, such as CB01; default: all");
  app.add_option("--json", wanted.json, "write a report of schema cutpoint-report/1 to this file");
  app.add_option("--markdown", wanted.markdown,
                 "write the page framework/docs/zoo.md to this file");
  app.add_option("--random-runs", wanted.random_runs, "random runs of each fixed variant")
      ->capture_default_str();
  app.add_option("--seconds", wanted.seconds, "each search ends after so long, found or not")
      ->capture_default_str();
  app.add_flag("--stories", wanted.tells_stories, "print every report whole");
  app.add_flag("--approve", wanted.approves, "make the smallest traces the approved ones");
  CLI11_PARSE(app, argc, argv);
  return visit_all(wanted);
} catch (const std::exception& e) {
  fmt::print(stderr, "zoo: {}\n", e.what());
  return 2;
}
