#include <cutpoint/program/choose.hpp>

#include <cutpoint/kernel/kernel.hpp>

namespace cutpoint {

std::uint32_t choose(std::uint32_t count, label what, std::source_location where) {
  return this_kernel().draw_value(site(what, where), count);
}

}  // namespace cutpoint
