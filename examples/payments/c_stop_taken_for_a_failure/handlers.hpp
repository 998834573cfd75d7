#pragma once

#include "../service/handler.hpp"

/// A stop that is caught together with the failures, and the handler goes on awaiting.
namespace payments::stop_taken_for_a_failure {

answer bug(const resources& shared, const notification& paid);

answer fix_catch_failures(const resources& shared, const notification& paid);
answer fix_rethrow(const resources& shared, const notification& paid);
cutpoint::task<answer> fix_rethrow_coroutine(const resources& shared, const notification& paid);

}  // namespace payments::stop_taken_for_a_failure
