#include <cutpoint/kernel/contract.hpp>

#include <cstdio>
#include <cstdlib>

namespace cutpoint {

void misuse(std::string_view rule, std::source_location where) {
  std::fprintf(stderr, "cutpoint: misuse: %.*s (%s:%u)\n", static_cast<int>(rule.size()),
               rule.data(), where.file_name(), static_cast<unsigned>(where.line()));
  std::fflush(stderr);
  std::abort();
}

}  // namespace cutpoint
