#pragma once

#include "../table.hpp"

#include <cutpoint/coroutine/generator.hpp>

namespace generators::cleanup_after_the_yield {

/// Yields every row of a table.
cutpoint::generator<int> bug(table& of);
cutpoint::generator<int> fix(table& of);

}  // namespace generators::cleanup_after_the_yield
