#pragma once

#include "../service/handler.hpp"

/// A transaction that is neither committed nor rolled back.
namespace payments::transaction_left_open {

answer bug(const resources& shared, const notification& paid);

answer fix_raii(const resources& shared, const notification& paid);
answer fix_rethrow(const resources& shared, const notification& paid);
answer fix_shield(const resources& shared, const notification& paid);

}  // namespace payments::transaction_left_open
