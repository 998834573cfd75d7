// expect: no template named 'task'|does not name a template type
#include <cutpoint/fiber.hpp>
#include <cutpoint/gtest.hpp>

CUTPOINT_CO_TEST(Suite, Name) {}
