#include "shared_state.hpp"

#include <sys/mman.h>

#include <cerrno>
#include <memory>
#include <system_error>

namespace cutpoint {

shared_pages::shared_pages() {
  void* const pages = mmap(nullptr, sizeof(shared_state), PROT_READ | PROT_WRITE,
                           MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (pages == MAP_FAILED)
    throw std::system_error(errno, std::generic_category(), "cannot map memory for a worker");
  // Default-initialisation would leave garbage; fresh pages are zero, and only the members with
  // other defaults are to be set, so that the long arrays stay untouched.
  state_ = static_cast<shared_state*>(pages);
  state_->phase = search_phase::baseline;
}

shared_pages::~shared_pages() { munmap(state_, sizeof(shared_state)); }

}  // namespace cutpoint
