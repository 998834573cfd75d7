#pragma once

#include <cutpoint/kernel/random_numbers.hpp>
