// Whoever reads a generator owns it: however the client goes, its pages go too, are closed, and
// give the connection back.

#include "session.hpp"

#include <cutpoint/program/yield.hpp>

#include <utility>

namespace generators {

cutpoint::task<void> abandoned_half_way::fix(server& of, int) {
  cutpoint::permit connection = co_await of.connections.acquire();
  cutpoint::generator<int> shown = pages(*of.shown, std::move(connection));
  while (shown.next()) co_await cutpoint::yield("show");
}

}  // namespace generators
