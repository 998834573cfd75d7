#include <cutpoint/gtest/fixture_run.hpp>

#include "fatal_failures.hpp"

#include <cutpoint/kernel/kernel.hpp>

namespace cutpoint::gtest {

bool has_fatal_failure() { return this_kernel().extension<fatal_failures>().any(); }

namespace detail {
namespace {

// A derived class may name what its base protects; calls then go to the most derived override.
struct hooks : ::testing::Test {
  static constexpr auto set_up = &hooks::SetUp;
  static constexpr auto tear_down = &hooks::TearDown;
};

}  // namespace

void set_up(::testing::Test& fixture) { (fixture.*hooks::set_up)(); }

void tear_down(::testing::Test& fixture) { (fixture.*hooks::tear_down)(); }

}  // namespace detail
}  // namespace cutpoint::gtest
