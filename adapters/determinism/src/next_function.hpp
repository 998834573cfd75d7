#pragma once

#include <dlfcn.h>

#include <cstdio>
#include <cstdlib>

namespace cutpoint::determinism {

/// Returns: the function that would have been called without this library: `intercepted`, which a
/// sanitizer brings along, or the next one that the dynamic linker knows.
template <class Function>
Function* next_function(const char* name, Function* intercepted = nullptr) {
  if (intercepted != nullptr) return intercepted;
  void* const found = dlsym(RTLD_NEXT, name);
  if (found != nullptr) return reinterpret_cast<Function*>(found);
  std::fprintf(stderr, "cutpoint: there is no %s behind that of cutpoint::determinism\n", name);
  std::abort();
}

}  // namespace cutpoint::determinism
