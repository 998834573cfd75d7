#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <string>

namespace cutpoint::golden {

/// Returns: where the approved text of that name is kept.
std::filesystem::path approved_path(const std::string& file_name);

/// Compares `text` with the approved one, byte for byte. Where CUTPOINT_APPROVE is 1, `text`
/// becomes the approved one instead.
::testing::AssertionResult is_approved(const std::string& file_name, const std::string& text);

}  // namespace cutpoint::golden
