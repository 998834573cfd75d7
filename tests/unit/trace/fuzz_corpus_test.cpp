// The texts that the fuzzer starts from, and what it has found.

#include "files/temporary_folder.hpp"

#include <gtest/gtest.h>

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace cutpoint {
namespace {

void read_as_trace(const std::string& text) {
  LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(text.data()), text.size());
}

// Every text is also cut off everywhere, and each of its bytes spoilt.
TEST(FuzzCorpus, IsReadOrRefusedWithAPlaceAndAReason) {
  int files = 0;
  const auto folder = std::filesystem::path(CUTPOINT_SOURCE_DIR) / "tests" / "fuzz" / "corpus";
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    SCOPED_TRACE(entry.path().filename());
    const std::string text = files::read_file(entry.path());
    for (std::size_t i = 0; i <= text.size(); ++i) read_as_trace(text.substr(0, i));
    for (std::size_t i = 0; i < text.size(); ++i) {
      std::string spoilt = text;
      spoilt[i] = static_cast<char>(spoilt[i] ^ 0x15);
      read_as_trace(spoilt);
    }
    ++files;
  }
  EXPECT_GE(files, 15);
}

}  // namespace
}  // namespace cutpoint
