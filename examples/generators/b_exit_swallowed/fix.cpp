// generator_exit is no std::exception, as no stop is: code that handles errors lets it pass.

#include "rows.hpp"

#include <exception>

namespace generators {

cutpoint::generator<int> exit_swallowed::fix(table& of) {
  const cursor open(of);
  for (int row = 1; row <= of.rows(); ++row) {
    try {
      co_yield cutpoint::labelled(row, "rows.next");
    } catch (const std::exception&) {
      continue;
    }
  }
}

}  // namespace generators
