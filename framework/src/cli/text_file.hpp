#pragma once

#include <cutpoint/trace/trace_file.hpp>

#include <filesystem>
#include <string>
#include <string_view>

namespace cutpoint::cli {

/// Returns: what the file holds. Errors: `bad_input`.
std::string read_text(const std::filesystem::path& path);

/// Writes a file, and its folder. `option` is where another path can be given.
/// Errors: `bad_input`.
void write_text(const std::filesystem::path& path, std::string_view text, std::string_view option);

/// Returns: the trace that the file holds. Errors: `bad_input`, with the line.
trace read_trace_file(const std::filesystem::path& path);

}  // namespace cutpoint::cli
