#pragma once

#include <filesystem>
#include <string>

namespace cutpoint::files {

/// A new folder that goes with this object.
class temporary_folder {
 public:
  temporary_folder();
  ~temporary_folder();
  temporary_folder(const temporary_folder&) = delete;
  temporary_folder& operator=(const temporary_folder&) = delete;

  const std::filesystem::path& path() const { return path_; }
  /// Returns: the path of a file there that now holds `text`.
  std::string write(const std::string& file_name, const std::string& text) const;

 private:
  std::filesystem::path path_;
};

/// Returns: what the file holds; empty where there is none.
std::string read_file(const std::filesystem::path& path);

}  // namespace cutpoint::files
