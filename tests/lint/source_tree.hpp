#pragma once

#include <cstddef>
#include <filesystem>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

namespace cutpoint::lint {

/// A text file of the repository. `path` is relative to the repository, with `/`.
struct source_file {
  std::string path;
  std::string text;
};

/// What a rule found wrong. Prints as `path:line: message`, or without a line if `line` is 0.
struct complaint {
  std::string path;
  std::size_t line = 0;
  std::string message;

  friend bool operator==(const complaint&, const complaint&) = default;
};

std::ostream& operator<<(std::ostream& out, const complaint& item);

/// Reads the files of the repository at `root` that people write: code, CMake, scripts, documents.
/// Leaves out binary files, build folders and hidden ones other than .ci.
/// Returns: the files, ordered by path.
std::vector<source_file> read_source_tree(const std::filesystem::path& root);

/// Returns: the files of this repository, read once.
const std::vector<source_file>& the_repository();

/// Returns: the lines of `text` without their line ends.
std::vector<std::string_view> lines_of(std::string_view text);

/// Returns: C++ `text` with each character of a comment replaced by a space; line ends stay.
std::string without_comments(std::string_view text);

/// Returns: as `without_comments`, with the contents of literals replaced as well.
std::string without_comments_and_literals(std::string_view text);

/// Returns: whether `path` is a C++ file.
bool is_cpp(std::string_view path);

}  // namespace cutpoint::lint
