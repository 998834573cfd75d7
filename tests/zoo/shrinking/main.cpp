// Brings programs with bugs down to their least failing run from many random failing runs. Exits
// with 0 if the goals are kept, with 1 if not, with 2 where what was asked for makes no sense.

#include "zoo/shrinking/scoreboard.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <exception>
#include <stdexcept>
#include <string>
#include <vector>

namespace {

using namespace cutpoint::shrinking;

struct request {
  std::vector<std::string> names;
  std::size_t starts = 100;
  std::uint64_t limit = 200'000;
  bool shows_traces = false;
};

std::vector<subject> chosen(const request& wanted) {
  std::vector<subject> all = all_subjects();
  const auto is_called = [](const std::string& name) {
    return [&name](const subject& s) { return s.name == name || s.group == name; };
  };
  for (const std::string& name : wanted.names)
    if (std::ranges::none_of(all, is_called(name)))
      throw std::invalid_argument(fmt::format(
          "there is no program and no group '{}'; groups are orders, stops, zoo and payments",
          name));
  if (!wanted.names.empty())
    std::erase_if(all, [&](const subject& s) {
      return std::ranges::none_of(wanted.names,
                                  [&](const std::string& name) { return is_called(name)(s); });
    });
  return all;
}

bool measure_all(const request& wanted) {
  const std::vector<subject> subjects = chosen(wanted);
  std::vector<sample> all;
  fmt::print("{}\n", titles());
  for (const subject& s : subjects) {
    const sample& made =
        all.emplace_back(bring_down(s, find_starts(s, wanted.starts, wanted.limit)));
    fmt::print("{}\n", line_of(made));
    if (wanted.shows_traces)
      for (const auto& [trace, count] : made.traces) fmt::print("{} starts:\n{}\n", count, trace);
    if (wanted.shows_traces)
      for (const landing& l : made.landings) fmt::print("{}\n", in_words(l.least));
    std::fflush(stdout);
  }
  fmt::print("{}\n{}", line_of(all), summary_of(all));
  const std::vector<std::string> missed = shortcomings(all);
  for (const std::string& goal : missed) fmt::print("NOT as expected: {}\n", goal);
  return missed.empty();
}

}  // namespace

int main(int argc, char** argv) try {
  request wanted;
  CLI::App app("Measures how failing runs are brought down to the least.", "shrinking");
  app.add_option("names", wanted.names, "programs such as phil3, or groups; default: all");
  app.add_option("--starts", wanted.starts, "so many different failing runs of each program")
      ->capture_default_str();
  app.add_option("--limit", wanted.limit, "they are looked for in so many random runs")
      ->capture_default_str();
  app.add_flag("--traces", wanted.shows_traces, "print the final traces");
  CLI11_PARSE(app, argc, argv);
  return measure_all(wanted) ? 0 : 1;
} catch (const std::exception& e) {
  fmt::print(stderr, "shrinking: {}\n", e.what());
  return 2;
}
