#pragma once

#include <cutpoint/trace/label.hpp>

#include <source_location>

namespace cutpoint {

/// Returns: whether the operation `what` is to fail here; false where nothing is out of the
/// ordinary. The caller then fails as the real operation would. Choices: one.
bool fault(label what, std::source_location where = std::source_location::current());

}  // namespace cutpoint
