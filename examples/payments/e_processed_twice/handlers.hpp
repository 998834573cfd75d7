#pragma once

#include "../service/handler.hpp"

/// A repeated notification that is processed twice.
namespace payments::processed_twice {

answer bug(const resources& shared, const notification& paid);

answer fix_owner_token(const resources& shared, const notification& paid);
answer fix_wait(const resources& shared, const notification& paid);

}  // namespace payments::processed_twice
