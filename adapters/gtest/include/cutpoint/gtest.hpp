#pragma once

/// Programs as GoogleTest tests.

#include <cutpoint/gtest/check_test.hpp>
#include <cutpoint/gtest/co_assert.hpp>
#include <cutpoint/gtest/fixture_run.hpp>
#include <cutpoint/gtest/test_macros.hpp>
