#pragma once

#include <cutpoint/check/report.hpp>

#include <optional>

namespace cutpoint {

/// Returns: what the exhaustive search of `r`, whose coverage and verdict are known, proves;
/// nothing where there was none, where it did not come to its end, or where some run failed.
std::optional<certificate> certify(const report& r, std::uint32_t deviations);

}  // namespace cutpoint
