#pragma once

#include "../table.hpp"

#include <cutpoint/coroutine/generator.hpp>

#include <string>

namespace generators::yield_in_cleanup {

/// Yields every row of a table as a line of text, and a footer.
cutpoint::generator<std::string> bug(table& of);
cutpoint::generator<std::string> fix(table& of);

}  // namespace generators::yield_in_cleanup
