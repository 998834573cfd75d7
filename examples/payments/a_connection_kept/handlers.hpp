#pragma once

#include "../service/handler.hpp"

/// A connection that is never returned.
namespace payments::connection_kept {

answer bug(const resources& shared, const notification& paid);
cutpoint::task<answer> bug_coroutine(const resources& shared, const notification& paid);

answer fix_raii(const resources& shared, const notification& paid);
cutpoint::task<answer> fix_raii_coroutine(const resources& shared, const notification& paid);
answer fix_rethrow(const resources& shared, const notification& paid);
cutpoint::task<answer> fix_rethrow_coroutine(const resources& shared, const notification& paid);

}  // namespace payments::connection_kept
