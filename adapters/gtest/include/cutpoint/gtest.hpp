#pragma once

/// Programs as GoogleTest tests.

#include <cutpoint/gtest/check_test.hpp>
#include <cutpoint/gtest/test_macros.hpp>
