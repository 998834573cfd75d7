#pragma once

#include <string_view>

namespace cutpoint::page {

// The files in report/page, which the build makes a source of.

extern const std::string_view html;
extern const std::string_view style;
extern const std::string_view lanes;
extern const std::string_view script;

}  // namespace cutpoint::page
