// Delegation: elements_of forwards what comes from outside. The exit reaches the inner generator
// first; only when that has ended it is raised in the outer one.

#include "database.hpp"

#include <vector>

namespace generators {

cutpoint::generator<int> chain_closed_from_outside::fix(database& of) {
  std::vector<cutpoint::generator<int>> tables;
  const connection link(of);
  for (int table = 1; table <= of.tables; ++table) tables.push_back(rows_of(of, table));
  for (cutpoint::generator<int>& rows : tables) co_yield cutpoint::elements_of(rows);
}

}  // namespace generators
