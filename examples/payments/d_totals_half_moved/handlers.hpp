#pragma once

#include "../service/handler.hpp"

/// Shared state that is left half-updated.
namespace payments::totals_half_moved {

cutpoint::task<answer> bug(const resources& shared, const notification& paid);

cutpoint::task<answer> fix_one_step(const resources& shared, const notification& paid);
cutpoint::task<answer> fix_rethrow(const resources& shared, const notification& paid);
cutpoint::task<answer> fix_shield(const resources& shared, const notification& paid);

}  // namespace payments::totals_half_moved
