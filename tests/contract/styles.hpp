#pragma once

#include "contract/coroutine_style.hpp"
#include "contract/fiber_style.hpp"

#include <gtest/gtest.h>

namespace cutpoint::contract {

/// The styles in which the programs of the suite are written.
using styles = testing::Types<fiber_style, coroutine_style>;

/// Those in which a destructor can wait.
using stackful_styles = testing::Types<fiber_style>;

}  // namespace cutpoint::contract
