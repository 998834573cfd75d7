#pragma once

#include <cutpoint/check/options.hpp>
#include <cutpoint/check/report.hpp>

#include <optional>

namespace cutpoint {

/// Returns: what the exhaustive search of `r` that `wanted` asked for proves. Requires: the
/// coverage and the verdict of `r` are known. Nothing where there was none, where it did not come
/// to its end, or where some run failed.
std::optional<certificate> certify(const report& r, const options& wanted);

}  // namespace cutpoint
