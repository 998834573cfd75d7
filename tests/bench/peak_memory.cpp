#include "peak_memory.hpp"

#include "random_runs.hpp"
#include "workloads.hpp"

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>

namespace cutpoint::bench {
namespace {

void make_runs(heavy_work work) {
  if (work == heavy_work::none) return;
  random_runs runs(work == heavy_work::idle_fibers ? idle_fibers(heavy_tasks)
                                                   : spawn_and_join(heavy_tasks));
  for (int i = 0; i < 3; ++i) runs.run();
}

}  // namespace

double peak_megabytes(heavy_work work) {
  const std::string command = std::filesystem::read_symlink("/proc/self/exe").string() + ' ' +
                              peak_memory_option + ' ' + std::to_string(static_cast<int>(work));
  FILE* const output = popen(command.c_str(), "r");
  double megabytes = 0;
  if (output == nullptr || std::fscanf(output, "%lf", &megabytes) != 1 || pclose(output) != 0)
    std::abort();
  return megabytes;
}

// Not by getrusage, which also counts the process that this one was forked from.
void print_peak_memory_of(const std::string& work) {
  make_runs(static_cast<heavy_work>(std::stoi(work)));
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);) {
    double kilobytes = 0;
    if (std::sscanf(line.c_str(), "VmHWM: %lf kB", &kilobytes) == 1)
      std::printf("%f\n", kilobytes / 1024);
  }
}

}  // namespace cutpoint::bench
