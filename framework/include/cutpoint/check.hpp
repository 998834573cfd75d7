#pragma once

/// Checking a program without a test framework.

#include <cutpoint/check/check.hpp>
#include <cutpoint/check/environment.hpp>
#include <cutpoint/report/json.hpp>
#include <cutpoint/report/text.hpp>
