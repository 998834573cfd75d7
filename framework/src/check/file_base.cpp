#include "file_base.hpp"

#include <fmt/format.h>

#include <cctype>

namespace cutpoint {

std::string file_base(std::string_view name) {
  std::string file(name);
  for (char& c : file)
    if (std::isalnum(static_cast<unsigned char>(c)) == 0 && c != '.' && c != '-') c = '_';
  return file;
}

std::string file_base(const options& wanted) {
  const std::string base = file_base(wanted.name);
  if (wanted.shard.count == 1) return base;
  return fmt::format("{}.shard-{}-of-{}", base, wanted.shard.index, wanted.shard.count);
}

}  // namespace cutpoint
