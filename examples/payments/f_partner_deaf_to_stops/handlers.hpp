#pragma once

#include "../service/handler.hpp"

/// A slow downstream call that ignores the stop for 20 s.
namespace payments::partner_deaf_to_stops {

answer bug(const resources& shared, const notification& paid);

answer fix_background(const resources& shared, const notification& paid);
answer fix_timeout(const resources& shared, const notification& paid);

}  // namespace payments::partner_deaf_to_stops
