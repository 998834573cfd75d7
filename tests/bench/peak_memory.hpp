#pragma once

#include <string>

namespace cutpoint::bench {

/// Work whose memory is measured, each in a process of its own.
enum class heavy_work { none, spawn_and_join, idle_fibers };
inline constexpr std::size_t heavy_tasks = 10'000;

/// The option by which this executable is told to do such work, and print what it took.
inline constexpr const char* peak_memory_option = "--peak-memory-of";

/// Returns: the most memory that another process of this executable had in use that did `work`.
/// Units: MiB.
double peak_megabytes(heavy_work work);

/// Does the work of that number, and prints the most memory that this process had in use.
void print_peak_memory_of(const std::string& work);

}  // namespace cutpoint::bench
