// expect: promise_type|promise type
#include <cutpoint/fiber.hpp>
#include <cutpoint/gtest.hpp>

CUTPOINT_TEST(Suite, Name) { CO_ASSERT_TRUE(true); }
