#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace cutpoint {

/// Puts a file with `text` at `path`, and makes its folder where there is none. Whoever looks, also
/// after this process was killed or the machine has stopped, finds the old file or the whole new
/// one.
/// Returns: why it cannot be written, as the system says it; else nothing.
std::string write_file(const std::filesystem::path& path, std::string_view text);

}  // namespace cutpoint
