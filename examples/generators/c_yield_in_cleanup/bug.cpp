// Every page that was begun gets a footer, also the last one where the consumer leaves in the
// middle of it. But that one is gone: the generator was told to end, and yields instead.

#include "pages.hpp"

namespace generators {

cutpoint::generator<std::string> yield_in_cleanup::bug(table& of) {
  const cursor open(of);
  bool left = false;
  for (int row = 1; row <= of.rows() && !left; ++row) {
    try {
      co_yield "row " + std::to_string(row);
    } catch (const cutpoint::generator_exit&) {
      left = true;
    }
  }
  co_yield cutpoint::labelled(std::string("end of page"), "page.footer");  // BUG: to nobody
}

}  // namespace generators
