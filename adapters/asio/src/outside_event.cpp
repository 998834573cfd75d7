#include <cutpoint/asio/outside_event.hpp>

#include "world.hpp"

#include <cutpoint/kernel/contract.hpp>

namespace cutpoint::asio {
namespace {

world& current() {
  world* const found = world::find_current();
  CUTPOINT_REQUIRE(found != nullptr, "an outside event comes to a run of a program of Asio's");
  return *found;
}

}  // namespace

outside_event::outside_event() : before_(current().from_outside(true)) {}
outside_event::~outside_event() { current().from_outside(before_); }

}  // namespace cutpoint::asio
