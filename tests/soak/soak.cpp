// Makes very many runs, and looks whether anything is left of them: memory, open files, mappings,
// processes. Exit codes: 0 nothing is, 1 something is.

#include "programs/registry.hpp"

#include <cutpoint/check.hpp>
#include <cutpoint/fiber.hpp>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <sys/wait.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <vector>

namespace {

using namespace cutpoint;
using namespace std::chrono_literals;

constexpr std::uint64_t runs_of_a_check = 20'000;

// Spawns, throws, is stopped in every way, and leaves nothing.
void serve() {
  mutex door("door.lock");
  scope clients;
  for (int i = 0; i < 2; ++i)
    clients.spawn("client", [&] {
      const mutex_guard inside = await(door.lock());
      const tracked<std::string> letter("letter",
                                        "a text that no small string holds, so on the heap");
      await(sleep_for(1s, "server.ask"));
    });
  clients.spawn("refused", [] {
    try {
      await(yield("server.ask"));
      throw std::runtime_error("refused");
    } catch (const std::runtime_error&) {
      await(yield("server.give_up"));
    }
  });
  await(clients.join());
}

std::vector<char> kept_by_the_leak;

void leak() {
  kept_by_the_leak.insert(kept_by_the_leak.end(), 64, 'x');
  serve();
}

options of_runs(std::uint64_t runs, std::uint64_t chunk) {
  options wanted{.modes = {stop_mode::edge, stop_mode::level, stop_mode::drop, stop_mode::request},
                 .out = {}};
  wanted.depth_runs = 0;
  wanted.random_runs = runs;
  wanted.random_seed = seed{chunk + 1};
  wanted.max_time = 10min;
  return wanted;
}

struct leftovers {
  std::uint64_t memory = 0;  // bytes
  std::uint64_t files = 0;
  std::uint64_t mappings = 0;
  bool children = false;
};

leftovers look() {
  leftovers found;
  std::uint64_t pages = 0;
  std::ifstream("/proc/self/statm") >> pages >> pages;
  found.memory = pages * 4096;
  found.files = static_cast<std::uint64_t>(std::distance(
      std::filesystem::directory_iterator("/proc/self/fd"), std::filesystem::directory_iterator()));
  std::ifstream maps("/proc/self/maps");
  for (std::string line; std::getline(maps, line);) ++found.mappings;
  found.children = waitpid(-1, nullptr, WNOHANG) >= 0 || errno != ECHILD;
  return found;
}

std::string in_words(const leftovers& l) {
  return fmt::format("{:.1f} MiB, {} files, {} mappings, {}",
                     static_cast<double>(l.memory) / 1048576, l.files, l.mappings,
                     l.children ? "children" : "no children");
}

// Returns: how many runs were made.
std::uint64_t make_chunk(const program& served, const program& failing, std::uint64_t chunk) {
  options here = of_runs(runs_of_a_check, chunk);
  here.runs_in = isolation::in_process;
  const report clean = check(served, here);
  // As workers do: processes, files and mappings come and go.
  const report found = check(failing, of_runs(20, chunk));
  if (clean.result == verdict::clean && found.findings.size() == 2) return clean.runs + found.runs;
  fmt::print("{}{}the checks did not find what they have to\n", format_text(clean),
             format_text(found));
  std::exit(1);
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app("Makes runs without end, and looks whether anything is left of them");
  std::uint64_t runs = 10'000'000;
  bool leaks = false;
  app.add_option("--runs", runs, "How many");
  app.add_flag("--leak", leaks, "Keep 64 bytes of each run, which has to be noticed");
  CLI11_PARSE(app, argc, argv);

  const program served = make_program(leaks ? leak : serve);
  // Fails in every way that takes a process: it dies, and it leaks.
  const program failing = programs::the("dies_and_leaks").make();
  std::uint64_t made = 0;
  std::uint64_t chunk = 0;
  const auto make = [&](std::uint64_t until) {
    while (made < until) made += make_chunk(served, failing, chunk++);
  };
  const auto began = std::chrono::steady_clock::now();
  make(std::max<std::uint64_t>(runs / 10, 2 * runs_of_a_check));  // pools grow to their size
  const leftovers first = look();
  fmt::print("after {:>9} runs: {}\n", made, in_words(first));
  make(runs);
  const leftovers last = look();
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began;
  fmt::print("after {:>9} runs: {}\n{:.0f} s\n", made, in_words(last), took.count());

  constexpr std::uint64_t slack = 256 * 1024;  // of the allocator: less than a byte a run
  const bool flat = last.memory <= first.memory + slack && last.files == first.files &&
                    last.mappings <= first.mappings && !last.children;
  fmt::print("{}\n", flat ? "flat" : "not flat: something is left of the runs");
  return flat ? 0 : 1;
}
