// The rows are handed on in a loop of one's own. To whoever closes the outer generator from
// outside, the inner one is a variable like any other: it goes when its turn comes, and that is
// after the connection, which was made later.

#include "database.hpp"

#include <vector>

namespace generators {

cutpoint::generator<int> chain_closed_from_outside::bug(database& of) {
  std::vector<cutpoint::generator<int>> tables;
  const connection link(of);
  for (int table = 1; table <= of.tables; ++table) tables.push_back(rows_of(of, table));
  for (cutpoint::generator<int>& rows : tables)
    for (const int row : rows)
      co_yield row;  // BUG: an exit that comes here passes the inner one by
}

}  // namespace generators
