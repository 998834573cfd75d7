// What belongs to the end of the data is yielded to a consumer that has come to it. One that leaves
// earlier gets none, so the exit is let pass.

#include "pages.hpp"

namespace generators {

cutpoint::generator<std::string> yield_in_cleanup::fix(table& of) {
  const cursor open(of);
  for (int row = 1; row <= of.rows(); ++row) co_yield "row " + std::to_string(row);
  co_yield cutpoint::labelled(std::string("end of page"), "page.footer");
}

}  // namespace generators
