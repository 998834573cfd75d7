#pragma once

#include <string_view>

namespace cutpoint::rapidcheck {

/// The subject of the finding by which a run tells that its input is to be discarded.
inline constexpr std::string_view discard_subject = "RC_PRE";

}  // namespace cutpoint::rapidcheck
