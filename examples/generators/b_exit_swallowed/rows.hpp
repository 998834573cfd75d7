#pragma once

#include "../table.hpp"

#include <cutpoint/coroutine/generator.hpp>

namespace generators::exit_swallowed {

/// Yields every row of a table, also behind one that the consumer could not handle.
cutpoint::generator<int> bug(table& of);
cutpoint::generator<int> fix(table& of);

}  // namespace generators::exit_swallowed
