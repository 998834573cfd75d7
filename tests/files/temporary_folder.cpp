#include "files/temporary_folder.hpp"

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <system_error>

namespace cutpoint::files {

temporary_folder::temporary_folder() {
  std::string pattern = (std::filesystem::temp_directory_path() / "cutpoint-XXXXXX").string();
  if (mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("cannot make " + pattern);
  path_ = pattern;
}

temporary_folder::~temporary_folder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

std::string temporary_folder::write(const std::string& file_name, const std::string& text) const {
  const std::filesystem::path path = path_ / file_name;
  std::ofstream(path, std::ios::binary) << text;
  return path.string();
}

std::string read_file(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return std::string(std::istreambuf_iterator<char>(file), {});
}

}  // namespace cutpoint::files
