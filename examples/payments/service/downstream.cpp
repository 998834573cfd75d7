#include "downstream.hpp"

namespace payments {

downstream::receipt downstream::tell(const notification& paid, std::source_location where) {
  if (cutpoint::fault("downstream.fails", where)) throw downstream_error("the partner is out");
  told_.insert(paid.payment);
  return cutpoint::sleep_for(takes_, "downstream.tell", where);
}

}  // namespace payments
