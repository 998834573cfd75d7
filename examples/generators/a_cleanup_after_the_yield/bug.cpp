// The cursor is closed behind the last yield. A consumer that leaves its loop earlier, by a break,
// an error or a stop, never asks for what comes behind it: the generator is closed at a yield.

#include "rows.hpp"

namespace generators {

cutpoint::generator<int> cleanup_after_the_yield::bug(table& of) {
  const cutpoint::entry_id open = of.open_cursor();
  for (int row = 1; row <= of.rows(); ++row) co_yield row;
  of.close_cursor(open);  // BUG: skipped where the consumer leaves earlier
}

}  // namespace generators
