#include "downstream.hpp"

namespace payments {

downstream::receipt downstream::tell(const notification& paid, std::source_location where) {
  constexpr std::chrono::seconds slowness{20};
  told_.insert(paid.payment);
  return cutpoint::sleep_for(slowness, "downstream.tell", where);
}

}  // namespace payments
