// expect: not allowed in coroutine
#include <cutpoint/coroutine.hpp>
#include <cutpoint/gtest.hpp>

CUTPOINT_CO_TEST(Suite, Name) {
  co_await cutpoint::yield();
  ASSERT_TRUE(true);
}
